import ByteStreams
import Testing

@testable import Filters

struct AddressTestTests {
    private func test(_ expression: String) throws -> AddressTest {
        let leaf = try #require(Filter(expression).condition.leaves.first)
        return AddressTest(leaf.test)
    }

    @Test(arguments: [
        ("ip == 10.0.0.0/8", true, false), ("ip != 10.0.0.0/8", false, true), ("ip", true, true),
        ("ip in {10.0.0.1, 9.9.9.9}", true, true), ("ip in {1.1.1.1}", false, false),
    ])
    func `ends are asked one by one`(_ expression: String, _ first: Bool, _ second: Bool) throws {
        let test = try test(expression)
        #expect(test.holds(Trial.end("10.0.0.1:5")) == first)
        #expect(test.holds(Trial.end("9.9.9.9:5")) == second)
    }

    @Test(arguments: [
        ("ip == 10.0.0.1", true), ("ip != 10.0.0.1", false), ("ip != 8.8.8.8", true), ("ip in {9.9.9.9}", true),
        ("ip == 8.8.8.8", false),
    ])
    func `of both ends any may be equal, and all must differ`(_ expression: String, _ expected: Bool) throws {
        #expect(try test(expression).holds((Trial.end("10.0.0.1:5"), Trial.end("9.9.9.9:5"))) == expected)
    }
}
