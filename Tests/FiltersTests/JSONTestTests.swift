import Testing

@testable import Filters

struct JSONTestTests {
    private func test(_ expression: String) throws -> JSONTest {
        let leaf = try #require(Filter(expression).condition.leaves.first)
        guard case .path(let path) = leaf.reference.argument else { throw FilterProblem(0..<0, "", "") }
        return JSONTest(leaf.test, at: path)
    }

    @Test func `comparisons of numbers are ranges`() throws {
        #expect(try test("json.a < 5").numbers == [-.infinity...5.0.nextDown])
        #expect(try test("json.a >= 5").numbers == [5 ... .infinity])
        #expect(try test("json.a != 5").isInverted)
        #expect(try test("json.a in {1, 2..3}").numbers == [1...1, 2...3])
        #expect(try test("json.a > 1.7976931348623157e308").numbers == [.infinity ... .infinity])
    }

    @Test func `sets hold values of every type`() throws {
        let test = try test("json.a in {1, \"x\", true, null}")
        #expect(test.numbers == [1...1] && test.flags == [true] && test.isNull && test.text != nil)
        #expect(try self.test("json.a").isAnything)
    }

    @Test func `the goal is the bit behind the last step`() throws {
        #expect(try test("json.a.b").goal == 4 && test("json").goal == 1)
        #expect(try test("json.a.b").isSingle && !test("json..b").isSingle)
        let longest = "json" + String(repeating: ".a", count: FilterLimits.longestPath)
        #expect(try test(longest).goal == 1 << UInt64(FilterLimits.longestPath))
    }
}
