import Filters
import Testing

@testable import InspectorUI

struct ConnectionRowTests {
    private func rows() throws -> [ConnectionRow] {
        let stage = try DemoStage()
        let shared = stage.inspector.shared
        return shared.session.connections(Array(1...shared.session.connectionCount)).map { record in
            ConnectionRow(
                number: record.opening.connection, record: record,
                tally: shared.tally.connection(record.opening.connection), present: shared.present)
        }
    }

    @Test func `who closed, and why, is said in a few words`() throws {
        let ends = Set(try rows().map(\.ended))
        for end in [
            "", "clean 1001 by client (Going Away)", "clean 1011 by server (Internal Error)", "reset by server",
            "401 Unauthorized", "clean 4408 by server (private)",
        ] { #expect(ends.contains(end), "\(end) is not among \(ends)") }
    }

    @Test func `the less room there is, the less is said of an end`() throws {
        let row = try #require(try rows().first { $0.ended == "clean 1001 by client (Going Away)" })
        #expect(row.text(of: .ended, columns: 40) == row.ended)
        #expect(row.text(of: .ended, columns: 20) == "clean 1001 by client")
        #expect(row.text(of: .ended, columns: 18) == "clean 1001 client")
        #expect(row.text(of: .state, columns: 3) == "closed")
    }

    @Test func `of a connection that is closing, it is said who began`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.message(1, .fromServer, .close, [[0x03, 0xe9]])
        fixture.finish()
        let stage = try MessagesStage(fixture, 120, 24, connections: [])
        let shared = stage.inspector.shared
        let row = ConnectionRow(
            number: 1, record: shared.session.connection(1), tally: shared.tally.connection(1),
            present: shared.present)
        #expect(row.state == .closing && row.ended == "Close 1001 by server, unanswered")
    }

    @Test func `every state has its word`() throws {
        let states = Set(try rows().map(\.state))
        #expect(states.isSuperset(of: [.open, .closed, .failed, .refused]))
        let none = ConnectionRow(number: 3, record: nil, tally: ConnectionTally(), present: DemoFixture.end)
        #expect(none.state == .unknown)
        for column in ConnectionColumn.allCases { _ = none.text(of: column) }
        #expect(none.filter(by: .host) == nil)
    }

    @Test func `what a cell stands for is a filter that the language knows`() throws {
        for row in try rows() {
            for column in ConnectionColumn.allCases {
                guard let filter = row.filter(by: column) else { continue }
                #expect(throws: Never.self) { try Filter(filter) }
            }
        }
    }
}
