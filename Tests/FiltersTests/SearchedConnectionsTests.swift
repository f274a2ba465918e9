import Dissection
import Sessions
import Testing

@testable import Filters

struct SearchedConnectionsTests {
    private func session(_ numbers: some Sequence<Int>) throws -> SampleSession {
        var batch = TrafficBatch()
        for number in numbers { batch.restore(Trial.opening(number)) }
        return try SampleSession(batch)
    }

    @Test func `connections that match by themselves are found, a few at a time`() throws {
        let session = try session(stride(from: 1, through: 300, by: 2))
        let list = try SessionList(path: session.path)
        var matcher: FilterMatcher? = FilterMatcher(try Filter("conn > 100"))
        var connections = SearchedConnections(Array(1...200))
        var calls = 1
        while try !connections.judgeNew(&matcher, list) { calls += 1 }
        #expect(connections.matching == Set(stride(from: 101, through: 199, by: 2)) && calls > 2)
        connections.note(7)
        #expect(connections.matching.contains(7))
        #expect(connections.isWanted(200) && !connections.isWanted(201))
        var all = SearchedConnections(nil)
        var none: FilterMatcher?
        while try !all.judgeNew(&none, list) {}
        #expect(all.matching.count == 150)
    }

    @Test func `a connection is seen by its number alone until its opening is recorded`() throws {
        let session = try SampleSession(TrafficBatch())
        let path = session.path + "-live"
        defer { SessionFile.remove(path) }
        var recorder = try Recorder(path: path, facts: [])
        let list = try SessionList(path: path)
        var matcher = FilterMatcher(try Filter("conn == 1 and host"))
        var connections = SearchedConnections(nil)
        let before = try connections.surroundings(of: 1, &matcher, list)
        #expect(before.connection.answers == [true, false])
        var batch = TrafficBatch()
        batch.restore(Trial.opening(1))
        recorder.record(batch)
        recorder.commit()
        let after = try connections.surroundings(of: 1, &matcher, list)
        #expect(after.connection.answers == [true, true])
        #expect(try connections.surroundings(of: 1, &matcher, list) === after)
    }

    @Test func `a connection that is told behind later ones is judged too`() throws {
        let session = try SampleSession(TrafficBatch())
        let path = session.path + "-live"
        defer { SessionFile.remove(path) }
        var recorder = try Recorder(path: path, facts: [])
        let list = try SessionList(path: path)
        var matcher: FilterMatcher?
        var connections = SearchedConnections(nil)
        for number in [1, 3, 2] {
            var batch = TrafficBatch()
            batch.restore(Trial.opening(number))
            recorder.record(batch)
            recorder.commit()
            #expect(try connections.judgeNew(&matcher, list))
            #expect(connections.matching.contains(number))
        }
    }
}
