import Testing

@testable import Exporters

struct TextNameTests {
    @Test(
        arguments: [
            ("token", "token", true), ("  token ", "token", true), ("x token", "token", false),
            ("a\ntoken", "token", true),
            ("- 'token'", "token", true), ("{'Access-Token' ", "accesstoken", false),
            ("user[password]", "password", false),
            ("a['token']", "token", false), ("access%5Ftoken", "accesstoken", true), ("é", "é", true),
            ("# > token", "token", true), ("a.token", "token", false),
        ] as [(String, String, Bool)])
    func `a name is what stands before a sign`(_ text: String, _ plain: String, _ isAtLineStart: Bool) throws {
        let bytes = Array((text + "=").utf8)
        let found = TextName(bytes.span.bytes, before: bytes.count - 1)
        let name = try #require(found)
        let written = name.plain(in: bytes.span.bytes)
        #expect(written == Array(plain.utf8))
        #expect(name.isAtLineStart == isAtLineStart)
    }

    @Test(arguments: ["", " ", "\"token\"", "'", "]", "a          ", "(", "token)"])
    func `where nothing like a name stands there is none`(_ text: String) {
        let bytes = Array((text + "=").utf8)
        let name = TextName(bytes.span.bytes, before: bytes.count - 1)
        #expect(name == nil)
    }

    @Test func `of a name without end its end is looked at`() throws {
        let bytes = Array((String(repeating: "x", count: 10_000) + "token=").utf8)
        let found = TextName(bytes.span.bytes, before: bytes.count - 1)
        let name = try #require(found)
        #expect(name.range.count < 300 && !name.isAtLineStart)
        let written = name.plain(in: bytes.span.bytes)
        #expect(SecretNames.hold(written))
    }
}
