import Dissection
import Testing

@testable import Sessions

struct ConnectionReaderTests {
    @Test(arguments: [0, 5, 700])
    func `a session is told connection by connection, nothing left out`(_ count: Int) throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var batch = TrafficBatch()
        var sample = SessionSample(seed: 4)
        sample.fill(&batch, messages: count)
        recorder.record(batch)
        recorder.finish()
        var told = ToldLines()
        told.add(batch)

        var reader = try ConnectionReader(path: path)
        var grouped = ToldLines()
        var connections: [Int] = []
        while let ends = try reader.nextConnection() {
            connections.append(ends.opening.connection)
            #expect(ends.closing.map { $0.connection == ends.opening.connection } ?? (ends.opening.connection == 6))
            var part = TrafficBatch()
            part.restore(ends.opening)
            while try reader.readMessages(into: &part) {
                for case .message(let message) in part.events { #expect(message.connection == connections.last) }
                grouped.add(part)
                part.clear()
            }
            while try reader.readFindings(into: &part) {
                grouped.add(part)
                part.clear()
            }
            if let closing = ends.closing { part.restore(closing) }
            grouped.add(part)
        }
        #expect(connections == [1, 2, 3, 4, 5, 6])
        #expect(grouped.lines.sorted() == told.lines.sorted())
    }

    @Test func `messages of connections that are not read are passed over`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var batch = TrafficBatch()
        var sample = SessionSample(seed: 4)
        sample.fill(&batch, messages: 60)
        recorder.record(batch)
        recorder.finish()
        var reader = try ConnectionReader(path: path)
        for _ in 0..<4 { _ = try reader.nextConnection() }
        var part = TrafficBatch()
        var numbers: [Int] = []
        while try reader.readMessages(into: &part) {
            numbers += part.events.compactMap { if case .message(let message) = $0 { message.connection } else { nil } }
            part.clear()
        }
        #expect(numbers == Array(repeating: 4, count: 10))
    }
}
