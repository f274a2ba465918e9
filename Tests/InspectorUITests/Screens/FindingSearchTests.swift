import Testing
import WebSocketWire

@testable import InspectorUI

struct FindingSearchTests {
    private func find(_ text: String, forwards: Bool, from place: Int) throws -> FindingSearch.Step {
        let fixture = try MessagesFixture()
        fixture.open(1)
        for number in 0..<200 { fixture.finding(1, number, .error, "detail number \(number)") }
        fixture.finish()
        let session = try SessionView(path: fixture.path)
        var order = FindingOrder()
        while order.work(session, isDue: { true }) {}
        var search = FindingSearch(text, isForwards: forwards, from: place)
        for _ in 0..<100 {
            let step = search.work(order, session, isDue: { true })
            if step != .goesOn { return step }
        }
        return .goesOn
    }

    @Test func `it finds the next place, or the one before, whatever the case, in slices`() throws {
        #expect(try find("NUMBER 150", forwards: true, from: 3) == .found(150))
        #expect(try find("number 1", forwards: true, from: 1) == .found(10))
        #expect(try find("number 2", forwards: false, from: 199) == .found(29))
        #expect(try find("number 150", forwards: true, from: 150) == .missing)
        #expect(try find("number 5", forwards: false, from: 0) == .missing)
        #expect(try find("unmasked", forwards: false, from: 100) == .found(99))
    }
}
