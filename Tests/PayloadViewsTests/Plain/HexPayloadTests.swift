import Testing

@testable import PayloadViews

struct HexPayloadTests {
    @Test func `rows of sixteen bytes in a picture`() {
        let bytes = (0x3e..<0x50).map { UInt8($0) } + [0x00, 0xff]
        #expect(
            Sample.picture(of: bytes, as: .hex, PayloadFacts(kind: .binary)) == """
                0000  3e 3f 40 41 42 43 44 45  46 47 48 49 4a 4b 4c 4d  >?@ABCDEFGHIJKLM
                0010  4e 4f 00 ff                                       NO..
                """)
    }

    @Test func `rows stand for their bytes, and long payloads have long places`() {
        let bytes = [UInt8](repeating: 0, count: 0x1_0001)
        let lines = PayloadViewer.lines(of: bytes.span.bytes, as: .hex, PayloadFacts(kind: .binary))
        #expect(lines.count == 0x1001)
        #expect(lines.last?.range == 0x1_0000..<0x1_0001)
        #expect(lines.last?.text.hasPrefix("00010000  00 ") == true)
    }
}
