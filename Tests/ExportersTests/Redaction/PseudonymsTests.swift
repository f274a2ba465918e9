import TestKit
import Testing

@testable import Exporters

struct PseudonymsTests {
    static let pseudonyms = Pseudonyms(key: Array(0..<32))

    static func pseudonym(_ secret: String, _ notation: Pseudonyms.Notation = .plain) -> String {
        String(decoding: pseudonyms.pseudonym(of: Array(secret.utf8), notation), as: UTF8.self)
    }

    static func kinds(_ text: String) -> String {
        String(
            text.unicodeScalars.map { scalar -> Character in
                switch scalar {
                case "0"..."9": "9"
                case "a"..."z": "a"
                case "A"..."Z": "A"
                case _ where scalar.value >= 0x80: "é"
                default: Character(scalar)
                }
            })
    }

    @Test(
        arguments: [
            // RFC 2202, test cases 2, 1 and 6.
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
            ),
            (Array(repeating: 0x0b, count: 20), Array("Hi There".utf8), "b617318655057264e28bc0b6fb378c8ef146be00"),
            (
                Array(repeating: 0xaa, count: 80),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "aa4ae5e15272d00e95705637ce8a3b55ed402112"
            ),
        ] as [([UInt8], [UInt8], String)])
    func `the keyed hash is HMAC-SHA1`(_ key: [UInt8], _ text: [UInt8], _ expected: String) {
        let digest = Pseudonyms(key: key).digest(of: text)
        #expect(digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == expected)
    }

    @Test(arguments: [
        "hunter2", "Correct-Horse_Battery.Staple!", "1234", "größe価格🤷", "a b\tc", "eyJhbGciOiJIUzI1NiJ9.e30.x-_9",
        "7", "ÄÖÜ", String(repeating: "Ab3-", count: 10_000),
    ])
    func `a pseudonym has the length and the kinds of characters of its secret, and is not it`(_ secret: String) {
        let pseudonym = Self.pseudonym(secret)
        #expect(pseudonym.utf8.count == secret.utf8.count)
        #expect(Self.kinds(pseudonym) == Self.kinds(secret))
        #expect(pseudonym != secret)
        #expect(Self.pseudonym(secret) == pseudonym)
        let other = Pseudonyms(key: Array(1..<33)).pseudonym(of: Array(secret.utf8), .plain)
        if secret.utf8.count > 4 { #expect(String(decoding: other, as: UTF8.self) != pseudonym) }
    }

    @Test func `what has no letters and digits stays`() {
        #expect(Self.pseudonym("-._~ !") == "-._~ !")
        #expect(Self.pseudonym("") == "")
    }

    @Test func `bytes that are no text become letters`() {
        let secret: [UInt8] = [0xff, 0xc3, 0x28, 0xe4, 0xb8]
        let pseudonym = Self.pseudonyms.pseudonym(of: secret, .plain)
        #expect(pseudonym.count == 5)
        #expect(pseudonym[2] == 0x28)
        #expect(String(validating: pseudonym, as: UTF8.self) != nil)
    }

    @Test func `percent signs keep two digits behind them`() {
        let pseudonym = Array(Self.pseudonym("a%2Fb%zz%4", .url).utf8)
        #expect(pseudonym[1] == 0x25 && pseudonym[2] == 0x36)
        #expect(pseudonym[5] == 0x25 && pseudonym[8] == 0x25)
        #expect(pseudonym.count == 10)
    }

    @Test(arguments: [#"a\"b\\c\nd"#, #"\u00e9\ud83d\ude00x"#, #"\\\"\\u0041"#, #"\"#, #"x\u12"#])
    func `a string of JSON stays one`(_ secret: String) throws {
        let pseudonym = Self.pseudonym(secret, .json)
        #expect(pseudonym.utf8.count == secret.utf8.count)
        if JSONValue("\"\(secret)\"") != nil { #expect(JSONValue("\"\(pseudonym)\"") != nil, "\(pseudonym)") }
    }

    @Test(arguments: ["0", "7", "-12", "1234567890123456789", "0.5", "-0.125", "12.75e10", "3E-2", "100"])
    func `a number of JSON stays one, with as many digits`(_ secret: String) {
        let pseudonym = Self.pseudonym(secret, .number)
        #expect(JSONValue("[\(pseudonym.prefix { $0 != "e" && $0 != "E" })]") != nil)
        #expect(Self.kinds(pseudonym) == Self.kinds(secret))
        #expect((pseudonym.first { $0 != "-" } == "0") == (secret.first { $0 != "-" } == "0"))
        #expect(pseudonym.drop { $0 != "e" && $0 != "E" } == secret.drop { $0 != "e" && $0 != "E" })
    }

    @Test func `a key of a handshake becomes another key`() throws {
        let key = Self.pseudonyms.handshakeKey(for: Array("dGhlIHNhbXBsZSBub25jZQ==".utf8))
        #expect(key.count == 24)
        #expect(key.suffix(2) == [0x3d, 0x3d])
        #expect(key != Array("dGhlIHNhbXBsZSBub25jZQ==".utf8))
        #expect(Self.pseudonyms.handshakeKey(for: Array("short".utf8)).count == 5)
    }
}
