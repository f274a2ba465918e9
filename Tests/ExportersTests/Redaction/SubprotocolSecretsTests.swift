import Testing

@testable import Exporters

struct SubprotocolSecretsTests {
    static let random = "Zx81kQ0pLm7Yt5Rw2Vb9"

    static func secrets(_ offer: String, _ agreed: [String] = []) -> [String] {
        let bytes = Array(offer.utf8)
        let offered = offer.split(separator: ",").map { String($0.drop { $0 == " " }) }
        let search = SubprotocolSecrets(offered: offered, agreed: agreed, rules: .usual)
        return search.find(in: 0..<bytes.count, of: bytes).map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }

    @Test(
        arguments: [
            ("base64url.bearer.authorization.k8s.io.c2VjcmV0, v4.channel.k8s.io", ["c2VjcmV0"]),
            ("access_token, abcd", ["abcd"]), ("chat, Bearer, abcd, soap", ["abcd"]), ("authorization,abcd", ["abcd"]),
            ("access_token, MYSECRET", ["MYSECRET"]), ("access_token, my0token", ["my0token"]),
            ("base64.bearer.authorization.cattle.io.abcd", ["abcd"]),
            ("bearer.authorization.auth.example.com.abcd", ["abcd"]),
            ("realtime, openai-insecure-api-key.sk-abcd, openai-beta.realtime-v1", ["sk-abcd"]),
            ("token.ab.cd", ["ab.cd"]),
            ("bearer-abcdefgh", ["abcdefgh"]), ("token_abcdefgh", ["abcdefgh"]), ("token-auth, x", []),
            ("jwt:abcd", ["abcd"]),
            ("chat, eyJhbGciOiJIUzI1NiJ9.e30.abc", ["eyJhbGciOiJIUzI1NiJ9.e30.abc"]), ("chat, \(random)", [random]),
            ("bearer.eyJhbGciOiJIUzI1NiJ9.e30.abc", ["eyJhbGciOiJIUzI1NiJ9.e30.abc"]),
            ("chat, superchat", []), ("chat, token", []), ("token, bearer", []), ("", []), (",, ,", []),
            ("bearer.", []),
            ("graphql-transport-ws, v5.channel.k8s.io, wamp.2.json", []), ("bearer.authorization.k8s.io", []),
        ] as [(String, [String])])
    func `credentials amongst subprotocols are found`(_ offer: String, _ secrets: [String]) {
        #expect(Self.secrets(offer) == secrets)
    }

    @Test func `what looks random and is agreed to is a name, what follows one of a secret is not`() {
        #expect(Self.secrets(Self.random, [Self.random]) == [])
        #expect(Self.secrets("token, \(Self.random)", [Self.random]) == [Self.random])
    }

    @Test func `an answer is searched by what was offered`() {
        let search = SubprotocolSecrets(offered: ["token", "abcd"], agreed: ["abcd"], rules: .usual)
        let bytes = Array("x abcd ".utf8)
        #expect(search.find(in: 1..<bytes.count, of: bytes).map(\.range) == [2..<6])
    }
}
