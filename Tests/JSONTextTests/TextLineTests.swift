import JSONText
import Testing

struct TextLineTests {
    @Test func `a line holds what is written, and can be emptied`() {
        var line = TextLine()
        line.write("a é ")
        line.write(text: "漢")
        line.write(([0x20, 0x62] as [UInt8]).span.bytes)
        #expect(line.text == "a é 漢 b")
        line.clear()
        #expect(line.text.isEmpty)
        line.write("c")
        #expect(line.bytes == [0x63])
    }

    @Test(arguments: [0, 9, 10, 99, 100, 1_234_567_890, -1, -10, Int.max, Int.min])
    func `numbers are written as Swift writes them`(_ number: Int) {
        var line = TextLine()
        line.write(number)
        #expect(line.text == String(number))
        line.clear()
        line.write(UInt64(number.magnitude))
        #expect(line.text == String(number.magnitude))
    }
}
