import Dissection
import Testing

@testable import Sessions

struct FindingRecordTests {
    @Test func `findings are counted, listed and read by number`() throws {
        let recorded = try RecordedSample(messages: 52, seed: 3)
        let list = try SessionList(path: recorded.path)
        let findings = recorded.findings
        #expect(try list.findingCount() == 11 && list.findingCount() == 11)
        var facts: [FindingFacts] = []
        while true {
            let next = try list.findingFacts(after: facts.last?.number ?? 0, limit: 4)
            if next.isEmpty { break }
            facts += next
        }
        #expect(facts.map(\.severity) == findings.map(\.violation.rule.severity))
        #expect(facts.map(\.connection) == findings.map(\.connection))
        #expect(facts.map(\.message) == findings.map(\.message))
        #expect(facts.map(\.time) == findings.map(\.time))
        let records = try list.findings(facts.map(\.number).reversed() + [1, .max, -1])
        #expect(records.map(\.finding) == findings.reversed())
        let places = (0...10).reversed().map { Int64($0) * 5 + 1 }
        #expect(records.map(\.after) == places)
        #expect(records.map(\.number) == facts.map(\.number).reversed())
    }

    @Test func `findings that come while the session is read are counted too`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var sample = SessionSample(seed: 1)
        var batch = TrafficBatch()
        sample.fill(&batch, messages: 20)
        let list = try SessionList(path: path)
        #expect(try list.findingCount() == 0 && list.findingFacts(after: 0, limit: 9).isEmpty)
        recorder.record(batch)
        recorder.commit()
        #expect(try list.findingCount() == 4)
        var more = TrafficBatch()
        for index in 0..<batch.count { if case .finding = batch[index] { more.copy(index, from: batch) } }
        recorder.record(more)
        #expect(try list.findingCount() == 4)
        recorder.commit()
        #expect(try list.findingCount() == 8)
    }
}
