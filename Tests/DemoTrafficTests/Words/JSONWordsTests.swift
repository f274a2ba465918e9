import Testing

@testable import DemoTraffic

struct JSONWordsTests {
    @Test(arguments: [
        ("", "\"\""), ("plain", "\"plain\""), ("a\"b\\c", "\"a\\\"b\\\\c\""), ("\n\r\t", "\"\\n\\r\\t\""),
        ("\u{1b}[0m\u{00}\u{07}", "\"\\u001b[0m\\u0000\\u0007\""), ("é漢🟢\u{202e}", "\"é漢🟢\u{202e}\""),
        ("carriage\r\nreturn", "\"carriage\\r\\nreturn\""),
    ])
    func `a string is quoted as a browser quotes it`(_ text: String, _ quoted: String) {
        #expect(JSONWords.quoted(text) == quoted)
    }

    @Test(arguments: [(0, "0.00"), (5, "0.05"), (1_205, "12.05"), (-5, "-0.05"), (-12_345, "-123.45"), (99, "0.99")])
    func `hundredths have two digits`(_ value: Int, _ text: String) {
        #expect(JSONWords.hundredths(value) == text)
    }
}
