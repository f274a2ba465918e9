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
}
