import Testing

@testable import Exporters

struct HeadSecretsTests {
    @Test(
        arguments: [
            ("Authorization", "Bearer abc.def", ["abc.def"]), ("proxy-authorization", "Basic  dTpw", ["dTpw"]),
            ("Authorization", "abc", ["abc"]), ("Authorization", "", []),
            ("Authorization", "Digest username=\"u\", response=\"r\"", ["username=\"u\", response=\"r\""]),
            ("Cookie", "a=1; b=two=2; c", ["1", "two=2", "c"]), ("Cookie", "", []),
            ("Set-Cookie", "sid=abc; Path=/; HttpOnly", ["abc"]), ("Referer", "https://h/?token=x", ["x"]),
            ("Origin", "https://me:pw@h", ["me", "pw"]), (":path", "/?sid=1", ["1"]), ("Host", "h:80", []),
            ("X-API-Key", "abc def", ["abc def"]), ("X-Auth-Token", "t", ["t"]), ("Token", "t", ["t"]),
            ("Sec-WebSocket-Protocol", "chat, eyJhbGciOiJIUzI1NiJ9.e30.abc", ["eyJhbGciOiJIUzI1NiJ9.e30.abc"]),
            ("User-Agent", "Mozilla/5.0 (token=abc)", []),
        ] as [(String, String, [String])])
    func `a field's value has its secrets`(_ name: String, _ value: String, _ secrets: [String]) {
        let bytes = Array(value.utf8)
        let found = HeadSecrets(rules: .usual).find(in: 0..<bytes.count, of: bytes, field: Array(name.utf8))
        #expect(found.map { String(decoding: bytes[$0.range], as: UTF8.self) } == secrets)
    }

    @Test func `own names are names of fields too`() throws {
        let bytes = Array("abc".utf8)
        let rules = try RedactionRules(["X-Tenant"])
        #expect(HeadSecrets(rules: rules).find(in: 0..<3, of: bytes, field: Array("x-tenant".utf8)).count == 1)
        #expect(HeadSecrets(rules: .usual).find(in: 0..<3, of: bytes, field: Array("x-tenant".utf8)).isEmpty)
    }
}
