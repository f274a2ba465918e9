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
            ("X-Session-Token", "abc", ["abc"]), ("X-Goog-Api-Key", "abc", ["abc"]), ("X-Auth", "abc", ["abc"]),
            ("Ocp-Apim-Subscription-Key", "abc", ["abc"]), ("X-Amz-Security-Token", "abc", ["abc"]),
            ("X-Data", "1 eyJhbGciOiJIUzI1NiJ9.e30.abc", ["eyJhbGciOiJIUzI1NiJ9.e30.abc"]),
            ("X-Forwarded-Uri", "/chat?token=abc&x=1", ["abc"]), ("X-Upstream", "Bearer abc", ["abc"]),
            ("WWW-Authenticate", "Basic realm=\"site\"", []), ("Sec-WebSocket-Version", "13", []),
            ("WWW-Authenticate", "Bearer realm=\"site\", error=\"invalid_token\"", []),
            ("Sec-WebSocket-Extensions", "permessage-deflate; server_max_window_bits=10", []),
            ("User-Agent", "Mozilla/5.0 (X11; rv:130.0) Gecko/20100101", []),
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
