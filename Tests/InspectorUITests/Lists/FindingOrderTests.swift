import ByteStreams
import Filters
import Testing
import WebSocketWire

@testable import InspectorUI

struct FindingOrderTests {
    @Test func `the worst come first, each in the order in which it was made, in any slices`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.open(2)
        for (seq, severity) in [Severity.note, .error, .warning, .error, .note].enumerated() {
            fixture.finding(1 + seq % 2, seq, severity, "\(seq)")
        }
        fixture.finish()
        let session = try SessionView(path: fixture.path)
        var order = FindingOrder()
        while order.work(session, isDue: { true }) {}
        // The two openings have the first numbers of events.
        #expect((0..<order.count).map { order[$0] } == [4, 6, 5, 3, 7])
        #expect(order.count(of: .error) == 2 && order.count(of: .warning) == 1 && order.count(of: .note) == 2)
        #expect((0..<order.count).map { order.place(of: order[$0]) } == Array(0..<5))
        order.isReversed = true
        #expect((0..<order.count).map { order[$0] } == [7, 3, 5, 6, 4])
        #expect((0..<order.count).map { order.place(of: order[$0]) } == Array(0..<5))
        #expect(order.place(of: 2) == nil && order.place(of: .max) == nil)
        var some = FindingOrder(connections: [1])
        some.work(session) { false }
        #expect((0..<some.count).map { some[$0] } == [5, 3, 7])
    }

    @Test(
        arguments: [
            ("severity == error", [4, 6]), ("conn == 1", [5, 3, 7]),
            ("finding contains \"unmasked\"", [4, 6, 5, 3, 7]),
            ("opcode == text", []),
        ] as [(String, [Int64])])
    func `a filter leaves those that it matches`(_ filter: String, _ numbers: [Int64]) throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.open(2)
        for (seq, severity) in [Severity.note, .error, .warning, .error, .note].enumerated() {
            fixture.finding(1 + seq % 2, seq, severity, "\(seq)")
        }
        fixture.finish()
        let session = try SessionView(path: fixture.path)
        var order = FindingOrder(filter: try Filter(filter))
        while order.work(session, isDue: { true }) {}
        #expect((0..<order.count).map { order[$0] } == numbers)
    }
}
