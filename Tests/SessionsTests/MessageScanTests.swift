import Dissection
import Testing

@testable import Sessions

struct MessageScanTests {
    @Test func `a stretch is told as numbers, payloads and messages, as far as a condition holds`() throws {
        let recorded = try RecordedSample(messages: 120, seed: 8)
        let list = try SessionList(path: recorded.path)
        let condition = SessionCondition(sql: "conn = ?", values: [.integer(4)])
        let scan = try MessageScan(list, where: condition, telling: [.payload, .frames])
        let expected = (20...90).filter { recorded.messages[$0 - 1].connection == 4 }.map { Int64($0) }
        var numbers: [Int64] = []
        try scan.forEachNumber(in: 20...90) { number, connection in
            numbers.append(number)
            #expect(connection == 4)
        }
        #expect(numbers == expected)
        numbers = []
        try scan.forEachPayload(in: 20...90) { number, connection, payload in
            numbers.append(number)
            let source = recorded.messages[Int(number) - 1]
            #expect(payload.copied == recorded.batch.withBytes(of: source) { $0.copied })
            return true
        }
        #expect(numbers == expected)
        numbers = []
        var deltas = 0
        try scan.forEachMessage(in: 20...90) { number, delta, batch in
            numbers.append(number)
            deltas += delta == nil ? 0 : 1
            let source = recorded.messages[Int(number) - 1]
            guard case .message(let message) = batch[batch.count - 1] else { return false }
            #expect(message.number == source.number && batch.count == source.frames + 1)
            #expect(batch.withBytes(of: message) { $0.copied } == recorded.batch.withBytes(of: source) { $0.copied })
            return numbers.count < 5
        }
        #expect(numbers == Array(expected.prefix(5)) && deltas == 5)
    }

    @Test func `what is not asked for is not told`() throws {
        let recorded = try RecordedSample(messages: 30, seed: 8)
        let scan = try MessageScan(SessionList(path: recorded.path), where: nil, telling: [])
        var count = 0
        try scan.forEachMessage(in: .min ... .max) { _, _, batch in
            count += batch.count
            guard case .message(let message) = batch[0] else { return false }
            return batch.withBytes(of: message) { $0.byteCount } == 0
        }
        #expect(count == 30)
    }

    @Test func `a condition that is wrong is an error`() throws {
        let recorded = try RecordedSample(messages: 1, seed: 8)
        let list = try SessionList(path: recorded.path)
        #expect(throws: SessionError.self) {
            try MessageScan(list, where: SessionCondition(sql: "nothing = 1"), telling: [])
        }
    }
}
