import Dissection
import Testing

@testable import Sessions

struct SessionListTests {
    private func list(_ folder: SessionFolder, messages: Int) throws -> SessionList {
        var recorder = try Recorder(path: "\(folder.path)/a.wscope", facts: [])
        var batch = TrafficBatch()
        var sample = SessionSample(seed: 2)
        sample.fill(&batch, messages: messages)
        recorder.record(batch)
        recorder.finish()
        return try SessionList(path: "\(folder.path)/a.wscope")
    }

    @Test func `a stretch of messages is read without their payloads`() throws {
        let folder = try SessionFolder()
        let list = try list(folder, messages: 120)
        #expect(try list.count() == 120)
        var batch = TrafficBatch()
        try list.read(50...59, into: &batch)
        #expect(batch.count == 10)
        for case .message(let message) in batch.events {
            #expect(batch.withBytes(of: message) { $0.byteCount } == 0)
        }
        try list.read(119...400, into: &batch)
        #expect(batch.count == 12)
        try list.read(-5...0, into: &batch)
        #expect(batch.count == 12)
    }

    @Test func `messages that fulfil a condition are found part by part`() throws {
        let folder = try SessionFolder()
        let list = try list(folder, messages: 100)
        let condition = SessionCondition(sql: "conn = ?", values: [.integer(3)])
        let whole = try list.numbers(in: 1...100, where: condition)
        #expect(whole == stride(from: Int64(3), through: 100, by: 6).map { $0 })
        let parts = try list.numbers(in: 1...50, where: condition) + list.numbers(in: 51...200, where: condition)
        #expect(parts == whole)
        #expect(throws: SessionError.self) {
            try list.numbers(in: 1...2, where: SessionCondition(sql: "no_column = 1"))
        }
    }

    @Test func `an empty session has no messages`() throws {
        let folder = try SessionFolder()
        #expect(try list(folder, messages: 0).count() == 0)
    }

    @Test func `what is committed meanwhile is seen at once, and changes the version`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        let list = try SessionList(path: path)
        var sample = SessionSample(seed: 12)
        var (version, size) = try (list.version(), list.fileSize)
        #expect(size > 0 && !list.isEnded)
        for round in 1...Int64(4) {
            #expect(try list.version() == version)
            var batch = TrafficBatch()
            for _ in 0..<10 { sample.add(messageOf: 1, to: &batch) }
            recorder.record(batch)
            #expect(try list.count() == (round - 1) * 10)
            recorder.commit()
            #expect(try list.count() == round * 10)
            let next = try list.version()
            #expect(next != version && list.fileSize > size)
            (version, size) = (next, list.fileSize)
        }
        recorder.finish()
        #expect(list.isEnded)
    }

    /// A writer's checkpoint that starts the log anew is only possible where no reader looks at it.
    @Test func `no call leaves the log in use`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var batch = TrafficBatch()
        var sample = SessionSample(seed: 13)
        sample.fill(&batch, messages: 40)
        recorder.record(batch)
        recorder.commit()
        let list = try SessionList(path: path)
        var read = TrafficBatch()
        let writer = try Database(path, .writing)
        for call in 0..<12 {
            switch call {
            case 0: _ = try list.count()
            case 1: try list.read(1...3, into: &read)
            case 2: try list.read([3, 9], payload: 50_000, into: &read)
            case 3: _ = try list.readWhole(7, payload: 50_000, into: &read)
            case 4: _ = try list.number(ofMessage: 2, in: 3, near: 30)
            case 5: _ = try (list.connectionCount(), list.connections([1, 2]))
            case 6: _ = try (list.findingCount(), list.findings([7, 8, 9]))
            case 7: _ = try list.findingFacts(after: 0, limit: 3)
            case 8: _ = try list.scan(after: 0, limit: 3) { _ in }
            case 9: _ = try list.version()
            case 10: _ = list.isEnded
            default: _ = try list.numbers(in: 1...9, where: SessionCondition(sql: "conn = 1"))
            }
            // The recorder holds no transaction of its own between batches that anything was written in.
            #expect(try writer.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0, "call \(call)")
            try writer.run("UPDATE meta SET value = value")
        }
    }
}
