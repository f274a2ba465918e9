import ByteStreams
import Dissection
import Testing

@testable import Sessions

struct SessionQueriesTests {
    @Test(arguments: [
        ("10.1.2.3", "10.1.2.3:7"), ("2001:db8::1", "[2001:db8::1]:7"), ("::ffff:1.2.3.4", "[::ffff:1.2.3.4]:7"),
        ("::", "[::]:7"), ("nowhere", "0.0.0.0:7"), ("", "0.0.0.0:7"),
    ])
    func `addresses come back from their text`(_ text: String, _ endpoint: String) throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        try database.run(SessionSchema.tables)
        let rows = try SessionRows(database)
        var sample = SessionSample(seed: 1)
        #expect(rows.insert(sample.opening(1), at: EventPlace(event: 1, after: 0)))
        try database.run("UPDATE connection SET client = '\(text)', client_port = 7")
        let query = try database.prepare(SessionQueries.openings)
        query.bind(1, Int64(-1))
        #expect(query.step() == .row)
        var batch = TrafficBatch()
        SessionQueries.tellOpening(query, into: &batch)
        guard case .opened(let opening) = batch[0] else {
            Issue.record("no opening")
            return
        }
        #expect(opening.client.description == endpoint)
    }
}
