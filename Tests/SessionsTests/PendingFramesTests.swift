import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import Sessions

struct PendingFramesTests {
    private func frame(_ connection: Int, _ message: Int, _ second: UInt8) -> Frame {
        Frame(
            connection: connection, message: message, number: 1, time: Timestamp(nanoseconds: 7), from: .fromClient,
            header: FrameHeader(first: 0x81, second: second, length: UInt64(second), key: 0))
    }

    private func message(_ connection: Int, _ number: Int) -> Message {
        var batch = TrafficBatch()
        var message = RestoredMessage()
        message.connection = connection
        message.number = number
        batch.restore(message, payload: RawSpan())
        guard case .message(let told) = batch[0] else { fatalError("no message") }
        return told
    }

    private func taken(_ frames: inout PendingFrames, _ connection: Int, _ number: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var lengths: [UInt8] = []
        frames.take(message(connection, number), into: &bytes)
        RecordedFrames.read(bytes.span.bytes) { lengths.append($1.second) }
        return lengths
    }

    @Test func `frames of messages that are mixed go to their own`() {
        var frames = PendingFrames()
        for (connection, message, second) in [(1, 1, 1), (1, 1, 2), (2, 1, 3), (1, 2, 4), (1, 1, 5), (2, 1, 6)] {
            frames.append(frame(connection, message, UInt8(second)))
        }
        #expect(taken(&frames, 1, 2) == [4])
        #expect(taken(&frames, 1, 1) == [1, 2, 5])
        #expect(taken(&frames, 2, 1) == [3, 6])
        #expect(taken(&frames, 2, 1) == [])
    }

    @Test func `what is left of a connection is forgotten with it`() {
        var frames = PendingFrames()
        frames.append(frame(1, 1, 1))
        frames.append(frame(1, 2, 2))
        frames.forget(1)
        #expect(taken(&frames, 1, 1) == [] && taken(&frames, 1, 2) == [])
    }
}
