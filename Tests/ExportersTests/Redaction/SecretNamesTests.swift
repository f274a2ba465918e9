import Testing

@testable import Exporters

struct SecretNamesTests {
    @Test(arguments: [
        "X-Session-Token", "X-Goog-Api-Key", "Ocp-Apim-Subscription-Key", "phpsessid", "session_token", "secret_key",
        "access_key", "cookie", "x-api-key", "X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token",
        "JSESSIONID",
        "clientSecret", "userPassword", "db_passwd", "AWSAccessKeyId", "Proxy-Authorization", "auth", "sid",
        "Set-Cookie",
        "id_token", "csrf-token", "credentials", "X-Auth",
    ])
    func `names of secrets are known in any spelling`(_ name: String) {
        #expect(SecretNames.hold(RedactionRules.plainBytes(name.utf8)))
        for other in [name.uppercased(), name.replacing("-", with: "_"), name.replacing("_", with: "")] {
            #expect(SecretNames.hold(RedactionRules.plainBytes(other.utf8)))
        }
    }

    @Test(arguments: [
        "", "name", "code", "key", "nonce", "tokens", "author", "insider", "compass", "passenger", "monkey", "keys",
        "signal", "obsession", "id", "max_tokens", "token_type", "-", "größe", "user", "token1",
    ])
    func `names of other things are not`(_ name: String) {
        #expect(!SecretNames.hold(RedactionRules.plainBytes(name.utf8)))
    }

    @Test func `every name is known, in its plain form`() {
        for name in SecretNames.whole + SecretNames.endings {
            #expect(RedactionRules.plain(name.utf8) == name)
            #expect(SecretNames.hold(Array(name.utf8)))
        }
        for ending in SecretNames.endings { #expect(SecretNames.hold(Array(("my" + ending).utf8))) }
        for name in SecretNames.inAddresses {
            #expect(SecretNames.holdInAddresses(Array(name.utf8)))
            #expect(!SecretNames.hold(Array(name.utf8)))
        }
    }
}
