import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import Sessions

struct SessionRowsTests {
    @Test func `other tools find the facts of a connection in columns`() throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        try database.run(SessionSchema.tables)
        let rows = try SessionRows(database)
        var sample = SessionSample(seed: 1)
        for connection in 1...4 {
            #expect(rows.insert(sample.opening(connection), at: EventPlace(event: Int64(connection), after: 0)))
        }
        #expect(!rows.insert(sample.opening(4), at: EventPlace(event: 9, after: 0)))
        let columns = """
            SELECT url = 'ws://h/chat' AND host = 'h' AND path = '/chat' AND status = 403 AND client = '10.0.0.1' AND client_port = 40000
                AND server = '2001:db8::2' AND CAST(request AS TEXT) LIKE '%X-Odd%' AND tls = 0 AND source = 'live'
            FROM connection WHERE id = 1
            """
        #expect(try database.number(columns) == 1)
        #expect(try database.number("SELECT tls_version = '1.3' AND sni = 'host' FROM connection WHERE id = 2") == 1)
        #expect(try database.number("SELECT request IS NULL AND confidence > 0.8 FROM connection WHERE id = 4") == 1)
    }

    @Test func `an end is added to its connection, and a finding stands alone`() throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        try database.run(SessionSchema.tables)
        let rows = try SessionRows(database)
        var sample = SessionSample(seed: 1)
        #expect(rows.insert(sample.opening(1), at: EventPlace(event: 1, after: 0)))
        #expect(try database.number("SELECT close_event IS NULL FROM connection") == 1)
        var bytes = PerDirection()
        bytes.server = 5
        let closing = ConnectionClosing(
            connection: 1, time: SessionSample.time(3), outcome: .clean, by: .fromServer,
            code: CloseCode(rawValue: 1_001), messages: PerDirection(), bytes: bytes)
        #expect(rows.update(closing, at: EventPlace(event: 2, after: 7)))
        let columns = """
            SELECT close_event = 2 AND close_after = 7 AND how = 'clean' AND closed_by = 1 AND code = 1001 AND server_bytes = 5
            FROM connection
            """
        #expect(try database.number(columns) == 1)
        let violation = Violation(Rule("rfc1-2-x", "RFC 1 section 2", .error, "A law."), "seen")
        #expect(
            rows.insert(
                Finding(connection: 1, message: 4, time: SessionSample.time(1), violation: violation),
                at: EventPlace(event: 3, after: 7)))
        #expect(
            try database.number(
                "SELECT severity = 'error' AND rule = 'rfc1-2-x' AND seq = 4 AND after = 7 FROM finding") == 1)
    }
}
