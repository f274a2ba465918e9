import Dissection
import Testing

@testable import Sessions

struct ConnectionRecordTests {
    @Test func `connections are read by number, with their ends`() throws {
        let recorded = try RecordedSample(messages: 30, seed: 2)
        let list = try SessionList(path: recorded.path)
        #expect(try list.connectionCount() == 6)
        let records = try list.connections([6, 2, 7, 2, -1, 0])
        #expect(records.map(\.opening.connection) == [6, 2, 2])
        #expect(records[1].opening == recorded.openings[1] && records[0].opening == recorded.openings[5])
        #expect(records[0].closing == nil && records[0].closedAfter == nil && records[0].after == 0)
        #expect(records[1].closing == recorded.closings[1] && records[1].closedAfter == 30)
        #expect(try list.connections([]).isEmpty)
    }

    @Test func `a missing number is left out`() throws {
        let recorded = try RecordedSample(messages: 5, seed: 2)
        try Database(recorded.path, .writing).run("DELETE FROM connection WHERE id = 3")
        let list = try SessionList(path: recorded.path)
        #expect(try list.connections(Array(1...6)).map(\.opening.connection) == [1, 2, 4, 5, 6])
    }
}
