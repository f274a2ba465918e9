import Testing

@testable import Interception

struct ProxyCredentialsTests {
    @Test func `a colon stands between the user and the password, which may have colons and be empty`() {
        #expect(ProxyCredentials("me:a:b") == ProxyCredentials(user: "me", password: "a:b"))
        #expect(ProxyCredentials("me:") == ProxyCredentials(user: "me", password: ""))
        #expect(ProxyCredentials(":b") == nil)
        #expect(ProxyCredentials("me") == nil)
        #expect(ProxyCredentials(String(repeating: "u", count: 256) + ":p") == nil)
        #expect(ProxyCredentials("u:" + String(repeating: "p", count: 256)) == nil)
    }

    @Test(
        arguments: [
            ("Basic bWU6c2VjcmV0", true), ("basic  bWU6c2VjcmV0", true), ("Basic bWU6c2VjcmV1", false),
            ("Basic bWU6c2VjcmV0IQ==", false), ("Basic bWU6c2VjcmU=", false), ("Basic", false), ("", false),
            ("Bearer bWU6c2VjcmV0", false), ("Basic me:secret", false), ("Basic bWU=", false),
        ])
    func `the Basic scheme says both in base64`(_ value: String, _ isRight: Bool) {
        #expect(ProxyCredentials(user: "me", password: "secret").areSaid(in: value) == isRight)
    }

    @Test func `only the same bytes are the same, also where one is the other repeated`() {
        let empty = ProxyCredentials(user: "u", password: "")
        #expect(empty.equals(user: Array("u".utf8), password: []))
        #expect(!empty.equals(user: Array("u".utf8), password: [0]))
        let once = ProxyCredentials(user: "u", password: "ab")
        #expect(!once.equals(user: Array("u".utf8), password: Array("abab".utf8)))
        #expect(!once.equals(user: Array("uu".utf8), password: Array("ab".utf8)))
        #expect(!once.equals(user: [], password: []))
    }
}
