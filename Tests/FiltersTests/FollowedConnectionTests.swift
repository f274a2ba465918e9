import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import Filters

struct FollowedConnectionTests {
    private let header = FrameHeader(first: 0x81, second: 0, length: 0, key: 0)

    private func connection() throws -> FollowedConnection {
        var matcher = FilterMatcher(try Filter("conn"))
        let opening = Trial.opening()
        return FollowedConnection(matcher.verdicts(on: opening), opening: opening)
    }

    private func message(_ number: Int, at nanoseconds: Int64) throws -> Message {
        var batch = TrafficBatch()
        let (message, payload) = Trial.message(number: number) { $0.time = Timestamp(nanoseconds: nanoseconds) }
        batch.restore(message, payload: payload.span.bytes)
        let event = batch[0]
        guard case .message(let told) = event else { throw FilterProblem(0..<0, "", "") }
        return told
    }

    @Test func `its opening passes once`() throws {
        let connection = try connection()
        var batch = TrafficBatch()
        #expect(!connection.isPassed)
        connection.pass(into: &batch)
        connection.pass(into: &batch)
        let events = batch.events
        #expect(connection.isPassed && events == [.opened(Trial.opening())])
    }

    @Test func `messages are seen with their frames and the time since the last`() throws {
        let connection = try connection()
        #expect(connection.hold(Trial.frame(header, message: 2)) && connection.hold(Trial.frame(header, message: 1)))
        #expect(connection.hold(Trial.frame(header, number: 2, message: 2)) && connection.held == 3)
        connection.note(try message(1, at: 5))
        #expect(connection.surroundings.frames.count == 1 && connection.surroundings.delta == nil)
        connection.note(try message(2, at: 3))
        #expect(connection.surroundings.frames.map(\.number) == [1, 2] && connection.surroundings.delta == -2)
        connection.note(try message(3, at: .max))
        #expect(
            connection.surroundings.frames.isEmpty && connection.surroundings.delta == .max - 3 && connection.held == 0)
        connection.note(try message(4, at: .min))
        #expect(connection.surroundings.delta == .min)
    }

    @Test func `frames of a message have a limit`() throws {
        let connection = try connection()
        for number in 1...FilterLimits.framesOfMessage {
            #expect(connection.hold(Trial.frame(header, number: number)))
        }
        #expect(!connection.hold(Trial.frame(header, number: 9_999)))
        #expect(connection.hold(Trial.frame(header, message: 2)))
    }
}
