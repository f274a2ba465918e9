import TestKit
import Testing

@testable import Exporters

struct JSONSecretsTests {
    static func secrets(_ text: String, _ rules: RedactionRules = .usual) -> [String] {
        let bytes = Array(text.utf8)
        return JSONSecrets.find(in: bytes.span.bytes, rules).map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }

    @Test(
        arguments: [
            (#"{"password":"abc","a":1}"#, ["abc"]), (#"{"a":{"b":[{"Token":"x"},{"token":17}]}}"#, ["x", "17"]),
            (#"{"auth":{"user":"u","n":[1,"two",{"x":true}]},"b":"c"}"#, ["u", "1", "two"]),
            (#"{"password":null,"token":true,"key":""}"#, []), (#"["token","x"]"#, []), (#""token""#, []),
            (#"{"p\u0061ssword":"a\"b"}"#, [#"a\"b"#]), (#"{"note":"password"}"#, []),
            (#"{"a":"eyJhbGciOiJIUzI1NiJ9.e30.abc"}"#, ["eyJhbGciOiJIUzI1NiJ9.e30.abc"]),
            (#"42["login",{"password":"abc"}]"#, ["abc"]), ("{\"sid\":\"1\"}\n{\"sid\":\"2\"}", ["1", "2"]),
            (#"a["{\"password\":\"abc\"}"]"#, ["abc"]), (#"{"data":"{\"token\":\"abc\",\"n\":1}"}"#, ["abc"]),
            ("plain text, token=abc", ["abc"]), ("", []), (#"{"pwd":-12.5e3}"#, ["-12.5e3"]),
            (#"{"code":1000,"key":"row","nonce":7}"#, []),
        ] as [(String, [String])])
    func `values are found by their names`(_ text: String, _ secrets: [String]) {
        #expect(Self.secrets(text) == secrets)
    }

    @Test(
        arguments: [
            (#"{"session_token":"abc","n":1}"#, ["abc"]), (#"{"secret_key":"abc"}"#, ["abc"]),
            (#"{"access_key":"abc","cookie":"a=b"}"#, ["abc", "a=b"]), (#"{"x-api-key":"abc"}"#, ["abc"]),
            (#"{"a":"Bearer abc"}"#, ["abc"]), (#"{"a":"see wss://h/?token=abc&x=1"}"#, ["abc"]),
            (#"{"url":"wss:\/\/me:pw@h\/?a=1\u0026token=abc"}"#, ["me", "pw", "abc"]),
            (#"["CONNECT\nlogin:guest\npasscode:abc\n\n\u0000"]"#, ["guest", "abc"]),
            ("CONNECT\nlogin:guest\npasscode:abc\nhost:/\n\n\0", ["guest", "abc"]),
            ("SEND\ndestination:/a\n\n{\"a\":[\"Basic abc\"],\"jwt\":\"def\",\"b\":true}\0", ["abc", "def"]),
            (#"42/admin,["e",{"url":"/x?sid=abc"}]"#, ["abc"]), (#"{"d":"{token:\"abc\"}"}"#, ["abc"]),
            (#"{"d":"{\"u\":\"wss:\\/\\/h?token=a\\u0062c\"}"}"#, [#"a\\u0062c"#]),
            (#"x "token": ["abc"]"#, ["abc"]),
            (#"{"a":"Bearer a\u0062c","b":"token=\"abc\""}"#, [#"a\u0062c"#, "abc"]),
        ] as [(String, [String])])
    func `strings that are no secrets are searched too`(_ text: String, _ secrets: [String]) {
        #expect(Self.secrets(text) == secrets)
    }

    @Test(
        arguments: [
            (#"{"user":{"token":"a"},"token":"b"}"#, ["a"]), (#"[2,"x",{"user":{"token":"a"}}]"#, ["a"]),
            (#"{"users":[{"token":"a"}],"user":[{"token":"b"}]}"#, ["b"]),
        ] as [(String, [String])])
    func `values are found by their paths`(_ text: String, _ secrets: [String]) throws {
        #expect(try Self.secrets(text, RedactionRules(["user.token"])) == secrets)
    }

    @Test func `elements are found by their places`() throws {
        #expect(try Self.secrets(#"[1,[2,3],[4,[5]]]"#, RedactionRules(["[1]"])) == ["2", "3", "5"])
        #expect(try Self.secrets(#"{"a":[1,2,{"b":3}]}"#, RedactionRules(["a[2].b"])) == ["3"])
    }

    @Test(arguments: [
        #"{"user":{"x":"y"},"password":"hunter2-secret","z":[1,2,{"token":"tok-12345"}],"auth":{"a":"deep-secret"}}"#,
        #"{"sig": [ "one-secret" , "two-secret" , 123456 ] }"#, #"a["{\"password\":\"nested-secret\"}"]"#,
    ])
    func `cut anywhere, what is left of a secret is found`(_ text: String) {
        let bytes = Array(text.utf8)
        let whole = JSONSecrets.find(in: bytes.span.bytes, .usual)
        #expect(!whole.isEmpty)
        for end in 0...bytes.count {
            let cut = Array(bytes[..<end])
            let found = JSONSecrets.find(in: cut.span.bytes, .usual)
            for secret in whole where secret.range.lowerBound < end {
                let rest = secret.range.clamped(to: 0..<end)
                #expect(
                    found.contains { $0.range.lowerBound <= rest.lowerBound && $0.range.upperBound >= rest.upperBound },
                    "\(String(decoding: cut, as: UTF8.self))")
            }
        }
    }

    @Test func `text nested deeper than can be read is searched all the same`() {
        let text = String(repeating: "[", count: 10_000) + #"{"password":"abc"}"#
        #expect(Self.secrets(text) == ["abc"])
    }

    @Test(arguments: 1...300)
    func `no bytes stop the search, and no secrets overlap`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let alphabet = Array(#"{}[]:,"\ token e1-."#.utf8)
        let words = [
            Array(#""token":"#.utf8), Array(#"\"sig\":\"x"#.utf8), Array(#"{"auth":"#.utf8), Array("token:'".utf8),
            Array("://u:p@h?sid=".utf8), Array("Bearer ".utf8), Array("eyJ".utf8), Array("\\u0026".utf8),
            Array("login=".utf8),
        ]
        var bytes: [UInt8] = []
        for _ in 0..<60 {
            if let word = words.randomElement(using: &random), Int.random(in: 0...6, using: &random) == 0 {
                bytes += word
            }
            if let byte = alphabet.randomElement(using: &random) { bytes.append(byte) }
        }
        let found = JSONSecrets.find(in: bytes.span.bytes, .usual).sorted { $0.range.lowerBound < $1.range.lowerBound }
        for (one, other) in zip(found, found.dropFirst()) { #expect(one.range.upperBound <= other.range.lowerBound) }
        #expect(found.allSatisfy { $0.range.upperBound <= bytes.count && !$0.range.isEmpty })
    }
}
