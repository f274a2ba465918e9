import Testing

@testable import Filters

struct ConditionTests {
    private func field(_ name: String) -> Condition {
        Field.named(name).map { .field(FieldReference(field: $0), .bare) } ?? .all([])
    }

    @Test func `chains are flat`() {
        let (a, b, c) = (field("conn"), field("seq"), field("text"))
        #expect(Condition.and(.and(a, b), c) == .all([a, b, c]))
        #expect(Condition.and(a, .and(b, c)) == .all([a, b, c]))
        #expect(Condition.or(.or(a, b), c) == .any([a, b, c]))
        #expect(Condition.or(.and(a, b), c) == .any([.all([a, b]), c]))
    }

    @Test func `depth and leaves are counted`() throws {
        #expect(field("conn").depth == 0)
        let condition = try Filter("conn and not (seq or not text)").condition
        #expect(condition.depth == 4)
        #expect(condition.leaves.map(\.reference.field.name) == ["conn", "seq", "text"])
    }

    @Test func `a chain of thousands of conditions is one level deep`() throws {
        let long = repeatElement("conn", count: 2_500).joined(separator: "||")
        let condition = try Filter(long).condition
        #expect(condition.depth == 1 && condition.leaves.count == 2_500)
    }

    @Test func `four comparisons ask for an order`() {
        #expect(Comparison.allCases.filter(\.isOrdering).map(\.rawValue) == ["<", "<=", ">", ">="])
    }
}
