import Exporters
import Testing

struct HexTextTests {
    @Test(
        arguments: [
            ([], 8, ""), ([0], 8, "00"), ([0, 0x0f, 0xa0, 0xff], 8, "00 0f a0 ff"), ([1, 2, 3], 3, "01 02 03"),
            ([1, 2, 3], 2, "01 02 … 1 more"), ([1, 2, 3], 0, " … 3 more"), ([1], -4, " … 1 more"),
        ] as [([UInt8], Int, String)])
    func `two digits a byte, and how many more`(_ bytes: [UInt8], _ limit: Int, _ text: String) {
        #expect(printed { HexText.write(bytes.span.bytes, limit: limit, to: &$0) } == text)
    }

    @Test func `every byte has its digits`() {
        let bytes = (0...255).map { UInt8($0) }
        let words = printed { HexText.write(bytes.span.bytes, limit: 256, to: &$0) }.split(separator: " ")
        #expect(words.map { UInt8($0, radix: 16) } == bytes)
        #expect(words.allSatisfy { $0.utf8.count == 2 })
    }
}
