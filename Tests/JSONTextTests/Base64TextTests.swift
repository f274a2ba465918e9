import TestKit
import Testing

@testable import JSONText

struct Base64TextTests {
    /// The bytes of a text, or the place where it is wrong.
    private static func read(_ text: String) -> (bytes: [UInt8], wrong: Int?) {
        var bytes: [UInt8] = []
        let digits = Array(text.utf8)
        let wrong = Base64Text.append(digits.span.bytes, to: &bytes)
        return (bytes, wrong)
    }

    @Test(arguments: [
        ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
        ("Zm9vYmFy", "foobar"), ("Zg", "f"), ("Zm8", "fo"), ("Zm9vYg", "foob"), ("Zh==", "f"), ("Zm9", "fo"),
    ])
    func `digits are read, padded or not`(_ text: String, _ plain: String) {
        let (bytes, wrong) = Self.read(text)
        #expect(wrong == nil)
        #expect(String(decoding: bytes, as: UTF8.self) == plain)
    }

    @Test(arguments: [
        ("Z", 1), ("Zm9vY", 5), ("Zm9v=", 4), ("Zg=", 2), ("Zm9=v", 3), ("====", 0), ("=", 0), ("Zm 9", 2), ("Zm9-", 3),
        ("Zm9_", 3), ("\u{0}m9v", 0), ("Zm9v\n", 4), ("é", 0), ("Z===", 1),
    ])
    func `what is no base64 is told by its place`(_ text: String, _ place: Int) {
        let (bytes, wrong) = Self.read(text)
        #expect(wrong == place, "\(text)")
        #expect(bytes.isEmpty)
    }

    @Test(arguments: 0...70)
    func `what is written is read`(_ count: Int) {
        for seed in 0..<8 {
            var random = SeededRandom(seed: UInt64(count * 8 + seed))
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = written { $0.writeBase64(bytes.span.bytes) }
            #expect(Self.read(text).bytes == bytes)
            #expect(Self.read(String(text.prefix { $0 != "=" })).bytes == bytes)
        }
    }

    @Test func `bytes are added behind those that are there`() {
        var bytes: [UInt8] = [1, 2]
        let digits = Array("AwQ=".utf8)
        #expect(Base64Text.append(digits.span.bytes, to: &bytes) == nil)
        #expect(bytes == [1, 2, 3, 4])
    }
}
