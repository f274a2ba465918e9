import Testing

@testable import Exporters

struct LineCursorTests {
    @Test func `text and numbers follow one another`() {
        withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { room in
            guard let start = room.baseAddress else { return }
            var line = LineCursor(start)
            line.put("a ")
            line.put(7)
            line.put(" ")
            line.put(12_345)
            line.put(".")
            line.put(nineDigits: 42)
            line.put("")
            line.put(UInt64.max)
            let text = String(decoding: room.prefix(line.count), as: UTF8.self)
            #expect(text == "a 7 12345.00000004218446744073709551615")
        }
    }
}
