import Testing

@testable import InspectorUI

struct TOMLTextTests {
    @Test func `a key without its table gets one at the end`() {
        var text = TOMLText("a = 1 # x")
        text.set(["b", "c"], .integer(2))
        #expect(text.text == "a = 1 # x\n\n[b]\nc = 2\n")
        text.set(["b", "c"], .integer(3))
        text.set(["b", "d"], .boolean(true))
        #expect(text.text == "a = 1 # x\n\n[b]\nc = 3\nd = true\n")
        text.set(["b", "c"], nil)
        #expect(text.text == "a = 1 # x\n\n[b]\nd = true\n")
    }

    @Test func `a wrong value can be replaced`() {
        var text = TOMLText("[a]\nb = ???\nc = 1\n")
        #expect(text.problems.map(\.line) == [2])
        text.set(["a", "b"], .string("x"))
        #expect(text.text == "[a]\nb = \"x\"\nc = 1\n")
    }
}
