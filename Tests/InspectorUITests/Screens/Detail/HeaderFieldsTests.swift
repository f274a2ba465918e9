import Testing
import WebSocketWire

@testable import InspectorUI

struct HeaderFieldsTests {
    @Test(arguments: [0, 125, 126, 65_535, 65_536, 1 << 40] as [UInt64], [nil, 0x37fa_213d] as [UInt32?])
    func `the bytes of a header are those on the wire, and its fields cover every bit once`(
        _ length: UInt64, _ key: UInt32?
    ) {
        let form: UInt8 = length < 126 ? UInt8(length) : length < 65_536 ? 126 : 127
        let header = FrameHeader(
            first: 0x82, second: (key == nil ? 0 : 0x80) | form, length: length, key: key ?? 0)
        #expect(header.wireBytes.count == header.headerLength)
        #expect(header.wireBytes[0] == 0x82)
        var bits = [UInt8](repeating: 0, count: header.headerLength)
        for field in header.fields {
            for byte in field.bytes {
                #expect(bits[byte] & field.bits == 0, "\(field.name) overlaps")
                bits[byte] |= field.bits
            }
        }
        #expect(bits.allSatisfy { $0 == 0xff })
    }
}
