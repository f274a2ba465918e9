import Dissection
import Glibc
import Sessions
import Testing

/// A session in a folder of its own, which lasts as long as a test.
final class SampleSession {
    private let folder: String
    var path: String { "\(folder)/sample.wscope" }

    init(_ batch: borrowing TrafficBatch) throws {
        var template = Array("/tmp/wscope-filters-XXXXXX".utf8CString)
        folder = try String(cString: #require(mkdtemp(&template)))
        var recorder = try Recorder(path: path, facts: [])
        recorder.record(batch)
        recorder.finish()
        #expect(recorder.failure == nil)
    }

    deinit {
        for ending in ["", "-wal", "-shm", "-journal"] { unlink(path + ending) }
        rmdir(folder)
    }

    /// Everything that the session tells, its messages limited by a condition, through a filter of streams, in words.
    func told(where condition: SessionCondition? = nil, _ select: (borrowing TrafficBatch, inout TrafficBatch) -> Void)
        throws -> [String]
    {
        var reader = try SessionReader(path: path, where: condition, tellsFrames: true)
        var batch = TrafficBatch()
        var words: [String] = []
        while try reader.read(into: &batch) {
            var selected = TrafficBatch()
            select(batch, &selected)
            words += selected.events.map(Self.words)
            batch.clear()
        }
        return words
    }

    /// An event in words that do not depend on its batch.
    static func words(_ event: TrafficEvent) -> String {
        switch event {
        case .opened(let opening): "opened \(opening.connection)"
        case .closed(let closing): "closed \(closing.connection)"
        case .frame(let frame): "frame \(frame.connection) \(frame.message) \(frame.number)"
        case .message(let message): "message \(message.connection) \(message.number)"
        case .finding(let finding):
            "finding \(finding.connection) \(finding.message ?? 0) \(finding.violation.rule.id) \(finding.violation.rule.severity)"
        }
    }
}
