import Testing

@testable import Filters

struct FilterHelpTests {
    @Test func `every word of the language is explained`() {
        let text = FilterHelp.text
        for field in Field.all {
            #expect(text.contains("  \(field.pattern) "), "\(field.name)")
            for alias in field.aliases { #expect(text.contains(alias), "\(alias)") }
        }
        for kind in Field.Kind.allCases {
            for word in kind.operators { #expect(text.contains(word)) }
        }
    }

    @Test func `it fits a screen's width`() {
        for line in FilterHelp.text.split(separator: "\n") {
            #expect(line.count <= 116 && line.last != " ", "\(line)")
        }
        #expect(FilterHelp.text.hasSuffix("\n") && !FilterHelp.text.contains("\n\n\n"))
    }

    @Test func `its examples are filters`() {
        let lines = FilterHelp.text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = lines.firstIndex(of: "EXAMPLES") ?? lines.endIndex
        let examples = lines[start...].dropFirst().filter { !$0.isEmpty }
        #expect(examples.count >= 7)
        for example in examples { #expect(Trial.problem(String(example)) == nil, "\(example)") }
    }
}
