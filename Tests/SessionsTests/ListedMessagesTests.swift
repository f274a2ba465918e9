import Dissection
import TestKit
import Testing

@testable import Sessions

struct ListedMessagesTests {
    /// What two batches say of a message, payloads included.
    private static func words(_ message: Message, in batch: borrowing TrafficBatch, _ payload: Int = .max) -> String {
        let bytes = batch.withBytes(of: message) { $0.copied.prefix(max(payload, message.opcode.isControl ? 125 : 0)) }
        let isCapped = message.isCapped || batch.withBytes(of: message) { $0.byteCount > bytes.count }
        return "\(message.connection) \(message.number) \(message.opcode.rawValue) \(message.length ?? 0)"
            + " \(message.wireLength) \(isCapped) \(message.frames) \(batch.trouble(of: message)?.missing ?? 0)"
            + " \(message.answer?.ping ?? 0) \(String(decoding: bytes, as: UTF8.self))"
    }

    @Test(arguments: [0, 1, 100, 200, 19_999, 1_000_000])
    func `any messages are read, in the order asked for, with the beginnings of their payloads`(_ payload: Int) throws {
        let recorded = try RecordedSample(messages: 300, seed: 4)
        let list = try SessionList(path: recorded.path)
        var random = SeededRandom(seed: UInt64(payload))
        for _ in 0..<10 {
            let numbers = (0..<20).map { _ in Int64.random(in: -3...305, using: &random) }
            var batch = TrafficBatch()
            try list.read(numbers, payload: payload, into: &batch)
            let told = batch.events.compactMap { event -> String? in
                guard case .message(let message) = event else { return nil }
                return Self.words(message, in: batch)
            }
            let expected = numbers.filter { (1...300).contains($0) }.map { number in
                Self.words(recorded.messages[Int(number) - 1], in: recorded.batch, payload)
            }
            #expect(told == expected && batch.count == told.count)
        }
    }

    @Test(arguments: [0, 50, 5_000, .max])
    func `one message is read with its frames and what it was on the wire`(_ payload: Int) throws {
        let recorded = try RecordedSample(messages: 200, seed: 5)
        let list = try SessionList(path: recorded.path)
        var wires = 0
        for number in 1...Int64(200) {
            var batch = TrafficBatch()
            #expect(try list.readWhole(number, payload: payload, into: &batch))
            let source = recorded.messages[Int(number) - 1]
            #expect(batch.count == source.frames + 1)
            guard case .message(let message) = batch[batch.count - 1] else {
                Issue.record("no message at the end")
                return
            }
            #expect(Self.words(message, in: batch) == Self.words(source, in: recorded.batch, payload))
            for case .frame(let frame) in batch.events {
                #expect(frame.message == message.number && frame.connection == message.connection)
            }
            let limit = max(payload, message.opcode.isControl ? 125 : 0)
            let wire = recorded.batch.withCompressedBytes(of: source) { $0.copied }
            let told = batch.withCompressedBytes(of: message) { $0.copied }
            #expect(told == wire.flatMap { $0.count <= limit ? $0 : nil })
            wires += told == nil ? 0 : 1
        }
        #expect(wires > 20 || payload == 0)
        var batch = TrafficBatch()
        #expect(try !list.readWhole(201, payload: payload, into: &batch) && batch.count == 0)
        #expect(try !list.readWhole(.min, payload: payload, into: &batch))
    }

    /// Where a payload were read whole, a thousand of 16 MiB each would take seconds.
    @Test func `the beginning of a long payload is read without the rest`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var batch = TrafficBatch()
        var message = RestoredMessage()
        (message.connection, message.number, message.opcode) = (1, 1, .text)
        let payload = [UInt8](repeating: 0x61, count: 16 << 20)
        (message.length, message.textLength) = (UInt64(payload.count), payload.count)
        batch.restore(message, payload: payload.span.bytes)
        recorder.record(batch)
        recorder.finish()
        let list = try SessionList(path: path)
        let clock = ContinuousClock()
        let start = clock.now
        for _ in 0..<1_000 {
            var read = TrafficBatch()
            try list.read([1], payload: 200, into: &read)
            guard case .message(let message) = read[0] else { return }
            #expect(message.textLength == 200 && message.isCapped && message.length == UInt64(payload.count))
        }
        #expect(clock.now - start < .seconds(1))
    }

    @Test func `absurd values are read as far as they mean something`() throws {
        let recorded = try RecordedSample(messages: 60, seed: 6)
        let database = try Database(recorded.path, .writing)
        try database.run(
            """
            UPDATE message SET seq = -1, frames = -9223372036854775808, text_length = -9223372036854775808,
                opcode = 99999, conn = -7, headers = 5, rtt = 'x', answers = -3, code = 1e300, length = 'long';
            UPDATE payload SET bytes = 1234567 WHERE message % 3 = 0;
            UPDATE payload SET bytes = '', wire = 'text' WHERE message % 3 = 1;
            """)
        let list = try SessionList(path: recorded.path)
        var batch = TrafficBatch()
        try list.read(Array(1...60), payload: 10, into: &batch)
        #expect(batch.count == 60)
        for number in 1...Int64(60) { #expect(try list.readWhole(number, payload: .max, into: &batch)) }
        var zeros = 0
        let last = try list.scan(after: 0, limit: 1_000) { zeros += $0.connection == 0 && $0.seq == 0 ? 1 : 0 }
        #expect(last == 60 && zeros == 60)
    }
}
