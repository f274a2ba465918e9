import Testing

@testable import InspectorUI

struct TOMLValueTests {
    @Test(arguments: [
        (TOMLValue.boolean(true), "true"), (.integer(-5), "-5"), (.string("a\"\u{1}\t"), #""a\"\u0001\t""#),
        (.strings([]), "[]"), (.strings(["a", "b"]), #"["a", "b"]"#), (.other, ""),
    ])
    func `values are written`(_ value: TOMLValue, _ text: String) {
        #expect(value.text == text)
    }

    @Test func `a long list takes a line a text`() {
        let words = Array(repeating: "0123456789", count: 9)
        #expect(TOMLValue.strings(words).text.split(separator: "\n").count == 11)
    }
}
