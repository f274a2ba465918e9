import TestKit
import Testing

@testable import Exporters

struct TextSecretsTests {
    static func secrets(_ text: String, _ rules: RedactionRules = .usual) -> [String] {
        let bytes = Array(text.utf8)
        return TextSecrets(rules: rules).find(in: bytes.span.bytes).map {
            String(decoding: bytes[$0.range], as: UTF8.self)
        }
    }

    @Test(
        arguments: [
            ("Bearer abc", ["abc"]), ("auth: Bearer abc", ["abc"]), ("x BASIC  dTpw, y", ["dTpw"]),
            ("bearer\tabc", ["abc"]),
            ("forbearer abc", []), ("Basic realm=\"x\"", []), ("Bearer", []), ("Bearer ", []),
            ("<Bearer abc>", ["abc"]),
            ("wss://h/?token=abc&x=1#id_token=def", ["abc", "def"]), ("(https://me:pw@h/a)", ["me", "pw"]),
            ("a https://h/?code=abc b://c?key=def", ["abc", "def"]), ("://h?token=abc", ["abc"]),
            ("url='wss://h/?token=abc',x='y'", ["abc"]), ("https://h/?x=https://i/?token=abc", ["abc"]),
            ("token=abc&a=1", ["abc"]), ("a=1&user[password]=abc", ["abc"]), ("a=1;sid=abc;b=2", ["abc"]),
            ("access%5Ftoken=abc", ["abc"]), ("/x?a=1&phpsessid=abc z", ["abc"]), ("token = abc", ["abc"]),
            ("passcode:abc\nlogin:def", ["abc"]), ("CONNECT\nlogin:def\n", ["def"]), ("CONNECTED\nlogin:def\n", []),
            ("password: correct horse\nx", ["correct horse"]), ("my password: correct horse", ["correct"]),
            ("password=correct horse", ["correct horse"]), ("token=abc user=me", ["abc"]),
            ("- pwd: a&b\"c", ["a&b\"c"]),
            ("{'token':'abc','x':'y'}", ["abc"]), ("{token:\"abc\",x:1}", ["abc"]), ("{'token': 'a\\'b'}", ["a\\'b"]),
            ("['token' => 'abc']", ["abc"]), ("{token:`abc`}", ["abc"]), ("a['token']='abc'", ["abc"]),
            ("{auth:{a:'x',b:[1]},c:2}", ["{a:'x',b:[1]}"]), ("token: null", []), ("if token == null", []),
            ("\"token\":\"abc\"", []), ("Cookie: a=1; b=2\r\nx", ["a=1; b=2"]),
            ("Authorization: Digest a=\"b\"", ["a=\"b\""]),
            ("x eyJhbGciOiJIUzI1NiJ9.e30.abc y", ["eyJhbGciOiJIUzI1NiJ9.e30.abc"]), ("keyJ1.2.3", []),
            ("password: 'tis late\nx", ["tis late"]), ("code=7 key: 3 nonce=1", []), ("12:30 a=b c: d", []), ("", []),
            (":", []), ("=", []), ("token:", []), ("token=", []), ("token:\\\"abc\\\"", ["abc\\"]),
        ] as [(String, [String])])
    func `what says that it is a secret is one`(_ text: String, _ secrets: [String]) {
        #expect(Self.secrets(text) == secrets)
    }

    @Test func `names that are given hold instead of the usual ones, but not in addresses`() throws {
        let rules = try RedactionRules(["pin", "user.mail"])
        #expect(
            Self.secrets("pin=12&token=x&mail=me wss://h?token=abc Bearer def", rules) == ["12", "me", "abc", "def"])
    }

    @Test(arguments: [
        ":", "=", "://", "a://", "token:", "token:'", "token:\"", "token:\\\"", "token:{", "token:`\\", "Bearer ",
        "eyJ",
        "eyJ.", "token=", "a://b?token=", "token:   ", "'", "password: a\n", "a://b@", "[", "a://u@?token=eyJ.a.b&",
    ])
    func `a hostile text takes time in proportion to its length`(_ piece: String) {
        let bytes = Array(String(repeating: piece, count: 400_000 / piece.utf8.count).utf8)
        let clock = ContinuousClock()
        let took = clock.measure { _ = TextSecrets(rules: .usual).find(in: bytes.span.bytes) }
        #expect(took < .seconds(20))
    }

    @Test(arguments: 1...300)
    func `no bytes stop the search, and no secrets overlap`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let words = [
            "token", ":", "=", "'", "\"", "`", "\\", "{", "}", "[", "]", "://", "?", "&", "@", " ", "\t", "\n",
            "Bearer ",
            "basic ", "eyJ", ".", "%5F", "%", "é", "x", "7", "null", "realm=", "=>", "CONNECT\n", "login", "\0",
        ]
        var bytes: [UInt8] = []
        for _ in 0..<60 {
            bytes += Array((words.randomElement(using: &random) ?? "").utf8)
            if Int.random(in: 0...9, using: &random) == 0 { bytes.append(UInt8.random(in: 0...255, using: &random)) }
        }
        for end in stride(from: bytes.count, through: 0, by: -7) {
            let cut = Array(bytes[..<end])
            let found = TextSecrets(rules: .usual).find(in: cut.span.bytes)
            for (one, other) in zip(found, found.dropFirst()) {
                #expect(one.range.upperBound <= other.range.lowerBound)
            }
            #expect(found.allSatisfy { $0.range.lowerBound >= 0 && $0.range.upperBound <= end && !$0.range.isEmpty })
        }
    }
}
