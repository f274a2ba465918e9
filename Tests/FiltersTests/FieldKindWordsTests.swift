import Testing

@testable import Filters

struct FieldKindWordsTests {
    @Test func `every kind has a name and operators of its own`() {
        let kinds = Field.Kind.allCases
        #expect(Set(kinds.map(\.words)).count == kinds.count)
        for kind in kinds {
            #expect(kind.operators.starts(with: ["==", "!="]))
            #expect(kind.operators.contains("<") == kind.isOrdered)
            #expect(kind.operators.contains("matches") == kind.isText)
        }
        #expect(!Field.Kind.flag.operators.contains("in") && Field.Kind.side.operators.contains("in"))
    }
}
