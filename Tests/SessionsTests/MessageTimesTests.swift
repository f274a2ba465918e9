import ByteStreams
import Dissection
import Testing

@testable import Sessions

struct MessageTimesTests {
    private func message(_ connection: Int, _ time: Int64) throws -> Message {
        var batch = TrafficBatch()
        var message = RestoredMessage()
        message.connection = connection
        message.time = Timestamp(nanoseconds: time)
        batch.restore(message, payload: RawSpan())
        guard case .message(let told) = batch[0] else { throw SessionError(file: "", problem: "", advice: "") }
        return told
    }

    @Test func `each connection has its own times`() throws {
        var times = MessageTimes()
        let deltas = try [(1, 10), (1, 15), (2, 20), (1, 18), (2, 19), (2, .max), (2, .min)].map {
            times.delta(of: try message($0.0, Int64($0.1)))
        }
        #expect(deltas == [nil, 5, nil, 3, -1, .max - 19, .min])
        times.forget(2)
        #expect(times.delta(of: try message(2, 7)) == nil)
        #expect(times.delta(of: try message(1, 7)) == -11)
    }
}
