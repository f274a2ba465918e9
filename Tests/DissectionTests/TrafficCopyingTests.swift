import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection

struct TrafficCopyingTests {
    private func message(_ number: Int, trouble: Message.Trouble? = nil) -> RestoredMessage {
        var message = RestoredMessage()
        message.connection = 7
        message.number = number
        message.time = Timestamp(nanoseconds: 5)
        message.from = .fromServer
        message.opcode = .pong
        message.isCompressed = true
        message.isCapped = true
        message.frames = 3
        message.length = 12
        message.wireLength = 99
        message.textLength = 2
        message.answer = PingAnswer(ping: 1, roundTrip: 4)
        message.trouble = trouble
        return message
    }

    /// Everything that batches tell of a message, whatever its place in them.
    private func told(_ batch: borrowing TrafficBatch, _ index: Int) -> (RestoredMessage, [UInt8], [UInt8]?)? {
        guard case .message(let message) = batch[index] else { return nil }
        var told = RestoredMessage()
        told.connection = message.connection
        told.number = message.number
        told.time = message.time
        told.from = message.from
        told.opcode = message.opcode
        told.isCompressed = message.isCompressed
        told.isCapped = message.isCapped
        told.frames = message.frames
        told.length = message.length
        told.wireLength = message.wireLength
        told.textLength = message.textLength
        told.answer = message.answer
        told.trouble = batch.trouble(of: message)
        return (
            told, batch.withBytes(of: message) { $0.withUnsafeBytes { Array($0) } },
            batch.withCompressedBytes(of: message) { $0.withUnsafeBytes { Array($0) } }
        )
    }

    @Test(arguments: [0, 2, 16_384, 16_385, 100_000])
    func `a copied message is the same in everything, at any size`(_ size: Int) throws {
        var trouble = Message.Trouble()
        trouble.missing = 3
        trouble.holes = [Hole(offset: 1, length: 2)]
        trouble.doubt = [.contextLost]
        var source = TrafficBatch()
        source.restore(message(1), payload: [1, 2, 3].span.bytes)
        let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        source.restore(message(2, trouble: trouble), payload: payload.span.bytes, compressed: [7, 8].span.bytes)
        source.restore(message(3), payload: [9].span.bytes)
        var target = TrafficBatch()
        for index in [1, 0, 1] { target.copy(index, from: source) }
        for (place, index) in [1, 0, 1].enumerated() {
            let (copied, expected) = (told(target, place), told(source, index))
            let (copy, copiedBytes, compressed) = try #require(copied)
            let (original, bytes, wire) = try #require(expected)
            #expect(copy == original)
            #expect(copiedBytes == bytes)
            #expect(compressed == wire && (wire == nil) == (index == 0))
        }
        source.clear()
        let kept = told(target, 0)?.1
        #expect(kept == payload, "a copy outlives its source")
    }

    @Test func `other events are copied as they are, and counted`() {
        var source = TrafficBatch()
        let rule = Rule("x", "y", .error, "z")
        let finding = Finding(
            connection: 1, message: nil, time: Timestamp(nanoseconds: 1), violation: Violation(rule, "d"))
        source.restore(finding)
        source.restore(
            ConnectionClosing(
                connection: 1, time: Timestamp(nanoseconds: 1), outcome: .refused, by: nil, code: nil,
                messages: PerDirection(), bytes: PerDirection()))
        source.restore(
            Frame(
                connection: 1, message: 1, number: 1, time: Timestamp(nanoseconds: 1), from: .fromClient,
                header: FrameHeader(first: 0x81, second: 0, length: 0, key: 0)))
        var target = TrafficBatch()
        for index in 0..<source.count { target.copy(index, from: source) }
        #expect(target.events == source.events)
        #expect(target.totals.refused == 1)
        #expect(target.totals.findings == [.error: 1])
    }
}
