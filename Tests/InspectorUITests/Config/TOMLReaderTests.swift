import Testing

@testable import InspectorUI

struct TOMLReaderTests {
    @Test(arguments: [
        ("a = 'x\\'", TOMLValue.string("x\\")), ("a = \"\\u00e9\\U0001f642\\t\\e\"", .string("é🙂\t\u{1b}")),
        ("a = 1_000", .integer(1_000)), ("a = -5", .integer(-5)), ("a = 1.5", .other), ("a = 2024-01-01", .other),
        ("a = [1, [2]]", .other), ("a = [\n 'x', # c\n 'y'\n]", .strings(["x", "y"])), ("a = {b = \"]\"}", .other),
        ("a = \"\"\"\n[x]\n\"\"\"", .other), ("\"a\" = true", .boolean(true)), ("\u{feff}a = \"\"", .string("")),
    ])
    func `values are read`(_ text: String, _ value: TOMLValue) {
        let read = TOMLText(text)
        #expect(read.entries.map(\.value) == [value])
        #expect(read.entries.first?.path == ["a"])
        #expect(read.problems == [] && read.tables.count == 1)
    }

    @Test(arguments: ["a = \"\\ud800\"", "a = \"\\u12\"", "a = \"\\", "a = '''", "a = [1 2]", "a", "[]", "a = 1 2"])
    func `what is wrong is told`(_ text: String) {
        #expect(TOMLText(text).problems.count == 1)
    }
}
