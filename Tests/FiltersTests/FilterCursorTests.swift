import Testing

@testable import Filters

struct FilterCursorTests {
    @Test func `words are passed over one by one`() throws {
        var cursor = FilterCursor(" \tframe.length>=5..9 \"a\\\"b\"x")
        cursor.skipSpace()
        #expect(cursor.keyword == "frame")
        let name = cursor.fieldName()
        #expect(String(decoding: name, as: UTF8.self) == "frame.length")
        #expect(cursor.hasNext(">=") && !cursor.hasNext(">=="))
        let isTaken = [cursor.take(">"), cursor.take("="), cursor.take("x")]
        #expect(isTaken == [true, true, false])
        let low = cursor.bareValue(inSet: true)
        let hasDots = cursor.take("..")
        let high = cursor.bareValue(inSet: false)
        #expect(hasDots && low.elementsEqual("5".utf8) && high.elementsEqual("9".utf8))
        cursor.skipSpace()
        let quoted = try cursor.quoted()
        #expect(quoted.range == 21..<27 && quoted.content.count == 4)
        #expect(cursor.byte == UInt8(ascii: "x"))
        let rest = cursor.takeWhile { $0 == UInt8(ascii: "x") }
        #expect(rest.count == 1 && cursor.byte == nil && !cursor.hasNext("x"))
    }

    @Test(arguments: [
        ("and", true), ("AND", true), ("and(", true), ("android", false), ("and-", false), ("an", false), ("", false),
        ("or", false),
    ])
    func `a keyword is a whole word in any case`(_ text: String, _ isKeyword: Bool) {
        var cursor = FilterCursor(text)
        let isTaken = cursor.take(keyword: "and")
        #expect(isTaken == isKeyword)
        #expect(cursor.offset == (isKeyword ? 3 : 0))
    }

    @Test(arguments: ["\"", "\"abc", "\"abc\\", "\"abc\\\""])
    func `an open quotation mark is found`(_ text: String) {
        var cursor = FilterCursor(text)
        #expect(throws: FilterProblem.self) { try cursor.quoted() }
    }

    @Test func `a point at the end belongs to no name`() {
        var cursor = FilterCursor("a.b..c")
        let name = cursor.fieldName()
        #expect(name.count == 3)
        #expect(cursor.hasNext("..c"))
    }
}
