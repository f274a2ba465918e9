import Testing

@testable import Exporters

struct TextValueTests {
    /// The value behind the first sign, and what follows it.
    static func value(_ text: String, line: Bool) -> [String] {
        let bytes = Array(text.utf8)
        guard let sign = bytes.firstIndex(where: { $0 == 0x3a || $0 == 0x3d }) else { return [] }
        var secrets: [Secret] = []
        let value = TextValue(bytes.span.bytes, behind: sign, isAtLineStart: line)
        let end = value.take(bytes.span.bytes, into: &secrets)
        #expect(end > sign && end <= bytes.count + 1)
        return secrets.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }

    @Test(
        arguments: [
            (":abc def", false, ["abc"]), (":abc def", true, ["abc def"]), ("=a&b", false, ["a"]),
            (":a&b", false, ["a&b"]),
            ("=a b=c", true, ["a"]), ("=a b", true, ["a b"]), (": 'a b' c", false, ["a b"]),
            (":\"a\\\"b\"", true, ["a\\\"b"]),
            (":'cut", false, ["cut"]), (":[1,[2]],3", false, ["[1,[2]]"]), (":{cut", true, ["{cut"]),
            ("=>'a'", false, ["a"]),
            ("==a", false, []), (":Basic abc", true, ["abc"]), (":'Bearer a'", false, ["a"]), (": true", true, []),
            (":", true, []),
            (":\\", true, []), (":''", true, []), ("=\n", true, []), (":\\'a\\'", false, ["a\\"]),
        ] as [(String, Bool, [String])])
    func `a value reaches as far as it is meant to`(_ text: String, _ line: Bool, _ expected: [String]) {
        #expect(Self.value(text, line: line) == expected)
    }
}
