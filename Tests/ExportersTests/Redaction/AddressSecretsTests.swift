import Testing

@testable import Exporters

struct AddressSecretsTests {
    @Test(
        arguments: [
            ("/a/b?x=1&token=abc&y=2", ["abc"]), ("/a?TOKEN=abc", ["abc"]), ("/a?access%5Ftoken=abc", ["abc"]),
            ("/a?user[password]=abc;sid=7", ["abc", "7"]), ("/a?token=&token&=x", []), ("/a", []), ("", []),
            ("https://me:pw@host/p?q=1#id_token=abc&z=1", ["me", "pw", "abc"]), ("wss://me@host", ["me"]),
            ("https://:pw@host", ["pw"]), ("https://@host", []), ("/a@b:c", []), ("/?next=https://u:p@h/", ["u", "p"]),
            ("/v/eyJhbGciOiJIUzI1NiJ9.e30.abc/x", ["eyJhbGciOiJIUzI1NiJ9.e30.abc"]),
            ("/?data=eyJhbGciOiJIUzI1NiJ9.e30.abc", ["eyJhbGciOiJIUzI1NiJ9.e30.abc"]),
            ("/?token=eyJhbGciOiJIUzI1NiJ9.e30.abc", ["eyJhbGciOiJIUzI1NiJ9.e30.abc"]),
            ("/?next=wss://h/?token=abc&x=1", ["abc"]), ("/?X-Amz-Signature=abc&X-Amz-Credential=d", ["abc", "d"]),
            ("/?phpsessid=abc", ["abc"]), ("/?x=https://a:b@c/&y=https://d@e/", ["a", "b", "d"]),
            ("/?token=https://a:b@c/", ["https://a:b@c/"]),
            ("?", []), ("#", []), ("?#", []), ("/?key=a=b&code=%41%zz", ["a=b", "%41%zz"]),
        ] as [(String, [String])])
    func `users, parameters and tokens are secrets`(_ address: String, _ secrets: [String]) {
        let bytes = Array("[\(address)]".utf8)
        let found = AddressSecrets(rules: .usual).find(in: 1..<bytes.count - 1, of: bytes)
        #expect(found.map { String(decoding: bytes[$0.range], as: UTF8.self) } == secrets)
    }
}
