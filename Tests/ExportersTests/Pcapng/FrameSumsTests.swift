import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import Exporters

struct FrameSumsTests {
    static func frame(_ message: Int, _ first: UInt8, _ length: UInt64, from: Direction = .fromServer) -> Frame {
        Frame(
            connection: 1, message: message, number: 1, time: Timestamp(nanoseconds: 0), from: from,
            header: FrameHeader(first: first, second: length > 125 ? 127 : UInt8(length), length: length, key: 0))
    }

    static func message(_ number: Int, _ opcode: Opcode, from: Direction = .fromServer) -> Message? {
        var batch = TrafficBatch()
        var message = RestoredMessage()
        message.number = number
        message.opcode = opcode
        message.from = from
        batch.restore(message, payload: RawSpan())
        guard case .message(let told) = batch[0] else { return nil }
        return told
    }

    @Test func `the frames of a message are summed, with control frames between them`() throws {
        var sums = FrameSums()
        sums.add(Self.frame(1, 0x01, 5))
        sums.add(Self.frame(2, 0x89, 3))
        sums.add(Self.frame(3, 0x01, 100, from: .fromClient))
        sums.add(Self.frame(1, 0x80, 200))
        let ping = sums.take(try #require(Self.message(2, .ping)))
        #expect(ping == FrameSums.Sum(message: 2, frames: 1, headers: 2, payload: 3))
        let text = sums.take(try #require(Self.message(1, .text)))
        #expect(text == FrameSums.Sum(message: 1, frames: 2, headers: 12, payload: 205))
        #expect(sums.take(try #require(Self.message(1, .text))).frames == 0)
        #expect(sums.take(try #require(Self.message(3, .text, from: .fromClient))).payload == 100)
    }

    @Test func `lengths beyond all measure do not overflow`() throws {
        var sums = FrameSums()
        sums.add(Self.frame(1, 0x01, .max))
        sums.add(Self.frame(1, 0x00, .max))
        #expect(sums.take(try #require(Self.message(1, .text))).payload == .max)
    }
}
