import ByteStreams
import Testing

@testable import TLSDecryption

struct RecordHeaderTests {
    @Test func `of all types and versions those of TLS are headers`() {
        for type in UInt8.min...UInt8.max {
            for major: UInt8 in [0, 2, 3, 4] {
                for minor: UInt8 in 0...6 {
                    let header = RecordHeader(bytes: [type, major, minor, 0, 40], at: 0)
                    #expect((header != nil) == ((20...23).contains(type) && major == 3 && minor <= 4))
                }
            }
        }
    }

    @Test func `a body is as long as records may be`() {
        func header(_ type: UInt8, _ length: Int) -> RecordHeader? {
            RecordHeader(bytes: [type, 3, 3, UInt8(length >> 8), UInt8(length & 0xff)], at: 0)
        }
        #expect(header(23, TLSLimits.recordBody)?.bodyLength == 18_432)
        #expect(header(23, TLSLimits.recordBody + 1) == nil)
        #expect(header(23, 0) != nil)
        #expect(header(22, 0) == nil)
        #expect(header(23, 16)?.mayBeEncrypted == false)
        #expect(header(23, 17)?.mayBeEncrypted == true)
    }

    @Test func `four bytes are none, wherever they are`() {
        let bytes: [UInt8] = [9, 23, 3, 3, 0, 40]
        #expect(RecordHeader(bytes: bytes, at: 1) != nil)
        for offset in [-1, 2, 5, 6, 7, .max] { #expect(RecordHeader(bytes: bytes, at: offset) == nil) }
        #expect(RecordHeader(bytes: [22, 3, 1, 0, 40], at: 0)?.mayBeEncrypted == false)
    }
}
