import Testing

@testable import Filters

struct NumberTestTests {
    private func test(_ expression: String) throws -> NumberTest {
        let leaf = try #require(Filter(expression).condition.leaves.first)
        return NumberTest(leaf.test, of: leaf.reference.kind)
    }

    /// Every comparison, against the operators of the language.
    @Test(arguments: Comparison.allCases)
    func `comparisons are ranges`(_ comparison: Comparison) throws {
        let test = try test("length \(comparison.rawValue) 5.5")
        let whole = try self.test("length \(comparison.rawValue) 5")
        let wanted: (Double, Double) -> Bool =
            switch comparison {
            case .equal: { $0 == $1 }
            case .notEqual: { $0 != $1 }
            case .less: { $0 < $1 }
            case .lessOrEqual: { $0 <= $1 }
            case .greater: { $0 > $1 }
            case .greaterOrEqual: { $0 >= $1 }
            }
        for value in -1...12 {
            #expect(test.holds(value) == wanted(Double(value), 5.5))
            #expect(whole.holds(value) == wanted(Double(value), 5))
        }
        #expect(whole.holds(UInt64.max) == wanted(1e19, 5) && whole.holds(Int64.min) == wanted(-1e19, 5))
        #expect(!whole.holds(nil as Int?))
    }

    @Test func `of several values any may be wanted, or none may`() throws {
        #expect(try test("port == 5").holds(any: [4, 5]) && !test("port == 5").holds(any: [4, 6]))
        #expect(try test("port != 5").holds(any: [4, 6]) && !test("port != 5").holds(any: [4, 5]))
        #expect(try !test("port == 5").holds(any: [Int]()) && !test("port != 5").holds(any: [Int]()))
        #expect(try test("port").holds(any: [0]) && !test("port").holds(any: [Int]()))
    }

    @Test func `a Boolean field alone asks for true`() throws {
        #expect(try test("fin").holds(1) && !test("fin").holds(0))
        #expect(try test("fin == false").holds(0) && test("fin != true").holds(0))
    }
}
