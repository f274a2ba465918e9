import Dissection
import Sessions
import Testing

@testable import Filters

struct SearchedFindingsTests {
    /// Three messages: findings before the first, two about the second, and one about the third behind another one.
    private func session() throws -> (SampleSession, [Message]) {
        var batch = TrafficBatch()
        batch.restore(Trial.opening(1))
        batch.restore(Trial.finding("first", .note, connection: 1))
        for number in 1...3 {
            let (message, payload) = Trial.message([1], connection: 1, number: number)
            batch.restore(message, payload: payload.span.bytes)
            if number == 2 {
                for rule in ["a", "b"] { batch.restore(Trial.finding(rule, .error, connection: 1, message: 2)) }
                batch.restore(Trial.finding("other", .error, connection: 1))
                batch.restore(Trial.finding("late", .error, connection: 1, message: 2))
            }
            if number == 3 { batch.restore(Trial.finding("c", .note, connection: 2, message: 3)) }
        }
        let messages = batch.events.compactMap { event -> Message? in
            if case .message(let message) = event { message } else { nil }
        }
        return (try SampleSession(batch), messages)
    }

    @Test func `findings are passed by up to a message`() throws {
        let (session, _) = try session()
        let list = try SessionList(path: session.path)
        var findings = try SearchedFindings(list, fromMessage: 0)
        func rules(upTo message: Int64) throws -> [String] {
            var rules: [String] = []
            while let record = try findings.next(upTo: message, list) { rules.append(record.finding.violation.rule.id) }
            return rules
        }
        #expect(try rules(upTo: 0) == ["first"])
        #expect(try rules(upTo: 1) == [])
        #expect(try rules(upTo: 2) == ["a", "b", "other", "late"])
        #expect(try rules(upTo: .max) == ["c"])
        findings = try SearchedFindings(list, fromMessage: 3)
        #expect(try rules(upTo: .max) == ["c"])
        findings = try SearchedFindings(list, fromMessage: 4)
        #expect(try rules(upTo: .max) == [])
    }

    @Test func `those about a message stand right behind it`() throws {
        let (session, messages) = try session()
        let list = try SessionList(path: session.path)
        var findings = try SearchedFindings(list, fromMessage: 1)
        let rules = try messages.enumerated().map { index, message in
            try findings.about(message, Int64(index) + 1, list).map(\.violation.rule.id)
        }
        #expect(rules == [[], ["a", "b"], []])
    }

    @Test func `a message of very many findings is seen with all of them that are allowed`() throws {
        var batch = TrafficBatch()
        let (message, payload) = Trial.message([1], connection: 1, number: 1)
        batch.restore(message, payload: payload.span.bytes)
        for _ in 0..<5_000 { batch.restore(Trial.finding("a", .error, connection: 1, message: 1)) }
        let session = try SampleSession(batch)
        let list = try SessionList(path: session.path)
        guard case .message(let told) = batch[0] else { return }
        var findings = try SearchedFindings(list, fromMessage: 1)
        #expect(try findings.about(told, 1, list).count == 4_096)
    }
}
