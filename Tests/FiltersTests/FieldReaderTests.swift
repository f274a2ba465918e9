import Testing

@testable import Filters

struct FieldReaderTests {
    @Test(arguments: [
        ("length", "length"), ("websocket.payload_length", "frame.length"), ("json", "json"),
        ("json.a.b[0]", "json.a.b[0]"),
        ("json..x", "json..x"), ("header.X-Tag", "header.x-tag"), ("header.\"a!b\"", "header.\"a!b\""),
        ("header.\"x\"", "header.x"),
        ("json.\"a b\"", "json.\"a b\""), ("ip.src", "ip.src"),
    ])
    func `names are read and written`(_ text: String, _ printed: String) throws {
        var cursor = FilterCursor(text)
        #expect(try FieldReader.read(&cursor).description == printed)
        #expect(cursor.byte == nil)
    }

    @Test(arguments: [
        ("heade.x", "there is no field `heade.x`"), ("header", "the name of a header is missing"),
        ("header.", "the name of a header is missing"), ("header.\"\"", "the name of a header is missing"),
        ("header.\"\\xff\"", "the name of a header is missing"), ("json.", "a name is missing behind the point"),
        ("jsonx", "there is no field `jsonx`"), ("length.x", "there is no field `length.x`"),
        ("\u{202e}", "there is no field `\\u{202e}`"),
    ])
    func `what is no field is refused`(_ text: String, _ problem: String) {
        #expect(Trial.problem(text)?.problem == problem)
    }
}
