import Testing

@testable import Exporters

struct SecretTests {
    @Test func `secrets are replaced where they stand, and nothing else is`() {
        let bytes = Array("one two three".utf8)
        let secrets = [Secret(range: 0..<3, notation: .plain), Secret(range: 8..<13, notation: .plain)]
        let changed = Secret.replaced(secrets, in: bytes, by: PseudonymsTests.pseudonyms)
        #expect(changed[3..<8] == bytes[3..<8])
        #expect(changed[..<3] != bytes[..<3] && changed[8...] != bytes[8...])
        #expect(changed.count == bytes.count)
    }

    @Test func `secrets that overlap become one`() {
        let secrets = [
            (5..<9, Pseudonyms.Notation.plain), (0..<3, .url), (8..<12, .json), (2..<4, .url), (12..<13, .plain),
        ]
        let merged = Secret.merged(secrets.map { Secret(range: $0.0, notation: $0.1) })
        #expect(merged.map(\.range) == [0..<4, 5..<12, 12..<13])
        #expect(merged.map(\.notation) == [.url, .json, .plain])
        #expect(merged[0].shifted(by: 7).range == 7..<11)
    }

    @Test(arguments: [
        ("eyJhbGciOiJIUzI1NiJ9.e30.x-_9", ["eyJhbGciOiJIUzI1NiJ9.e30.x-_9"]),
        (
            "Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc, eyJhbGciOiJIUzI1NiJ9.e30.",
            [
                "eyJhbGciOiJIUzI1NiJ9.e30.abc", "eyJhbGciOiJIUzI1NiJ9.e30.",
            ]
        ),
        ("bearer.authorization.eyJhbGciOiJIUzI1NiJ9.e30.abc", ["eyJhbGciOiJIUzI1NiJ9.e30.abc"]),
        ("eyJ", []), ("eyJhbGciOiJIUzI1NiJ9", []), ("example.com.eyJ.a.b", []), ("", []), ("....", []),
    ])
    func `web tokens are recognised`(_ text: String, _ tokens: [String]) {
        let bytes = Array(text.utf8)
        #expect(WebToken.places(in: bytes[...]).map { String(decoding: bytes[$0], as: UTF8.self) } == tokens)
        #expect(WebToken.isWhole(bytes[...]) == (tokens == [text]))
    }
}
