import Testing
import WebSocketWire

@testable import Exporters

struct FrameBytesTests {
    @Test func `every header comes back from its bytes`() {
        for first in UInt8.min...UInt8.max {
            for masked: UInt8 in [0, 0x80] {
                for (form, length) in [(5, 5), (125, 125), (126, 5), (126, 65_535), (127, 5), (127, .max)]
                    as [(UInt8, UInt64)]
                {
                    let header = FrameHeader(first: first, second: masked | form, length: length, key: 0x0102_0304)
                    let bytes = FrameBytes.of(header)
                    #expect(bytes.count == header.headerLength)
                    #expect(FrameHeader.read(bytes.span.bytes, at: 0) == header)
                }
            }
        }
    }

    @Test(
        arguments: [(0, 0), (125, 125), (126, 126), (65_535, 126), (65_536, 127), (.max, 127)] as [(UInt64, UInt8)])
    func `another length is written in its shortest form`(_ length: UInt64, _ form: UInt8) {
        let header = FrameHeader(first: 0xc1, second: 0x80 | 127, length: 3, key: 9)
        let plain = FrameBytes.plain(header, length: length)
        #expect(plain.first == 0x81)
        #expect(plain.second == 0x80 | form)
        #expect(plain.length == length)
        #expect(plain.mask?.bits == 9)
        #expect(plain.isLengthMinimal)
    }

    @Test func `a header that nobody has seen is masked with zeros`() {
        #expect(FrameBytes.of(FrameBytes.invented(.text, isMasked: true)) == [0x81, 0x80, 0, 0, 0, 0])
        #expect(FrameBytes.of(FrameBytes.invented(.ping, isMasked: false)) == [0x89, 0])
    }
}
