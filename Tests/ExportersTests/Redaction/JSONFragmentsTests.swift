import Testing

@testable import Exporters

struct JSONFragmentsTests {
    static func secrets(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return JSONFragments(rules: .usual).find(in: bytes.span.bytes).map {
            String(decoding: bytes[$0.range], as: UTF8.self)
        }
    }

    @Test(
        arguments: [
            (#"x "token" : "abc" y"#, ["abc"]), (#"lost","password":"abc","#, ["abc"]), (#""sig":12.5}"#, ["12.5"]),
            (#""auth":{"a":"b","c":[1,"d"]},"e":"f""#, ["b", "1", "d"]), (#""token":"cut"#, ["cut"]),
            (#""auth":{"a":"b","#, ["b"]), (#"\"token\":\"abc\",\"x\":1"#, ["abc"]),
            (#"\\\"token\\\":\\\"abc\\\""#, ["abc"]), (#""token":"a\"b""#, [#"a\"b"#]), (#""token":"#, []),
            (#""token""#, []), (#""other":"token""#, []), (#""token":null"#, []), ("", []), (#"""#, []),
            (#""token":"" ,"x""#, []), (#"a["{\"password\":\"abc\"}"]"#, ["abc"]),
        ] as [(String, [String])])
    func `names and values are found without reading what is around them`(_ text: String, _ secrets: [String]) {
        #expect(Self.secrets(text) == secrets)
    }

    @Test(arguments: [#"""#, #"\""#, #"\\\""#, #"":"#, #""token":["#, #""token":""#, #""a":"#, "\\"])
    func `a hostile text takes time in proportion to its length`(_ piece: String) {
        let bytes = Array(String(repeating: piece, count: 60_000 / piece.utf8.count).utf8)
        let clock = ContinuousClock()
        let took = clock.measure { _ = JSONFragments(rules: .usual).find(in: bytes.span.bytes) }
        #expect(took < .seconds(20))
    }
}
