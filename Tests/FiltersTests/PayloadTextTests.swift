import TestKit
import Testing

@testable import Filters

struct PayloadTextTests {
    @Test(arguments: [
        ("", "", true), ("", "abc", true), ("a", "", false), ("abc", "ab", false), ("abc", "xABCx", true),
        ("ABC", "xabcx", true), ("aab", "aaab", true), ("[", "{", false), ("@", "`", false), ("z", "Z", true),
        ("É", "é", false), ("é", "é", true), ("end", "at the END", true),
    ])
    func `a text is found whatever its case`(_ text: String, _ payload: String, _ isFound: Bool) {
        #expect(PayloadText(Array(text.utf8)).isIn(Array(payload.utf8).span.bytes) == isFound)
    }

    @Test func `it is found as in lower case`() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<3_000 {
            let payload = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                "aAbB".utf8.randomElement(using: &random) ?? 0
            }
            let text = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                "aAbB".utf8.randomElement(using: &random) ?? 0
            }
            let lower = String(decoding: payload, as: UTF8.self).lowercased()
            let expected = lower.contains(String(decoding: text, as: UTF8.self).lowercased())
            #expect(PayloadText(text).isIn(payload.span.bytes) == expected)
        }
    }
}
