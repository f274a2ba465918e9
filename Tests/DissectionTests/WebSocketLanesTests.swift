import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection

struct WebSocketLanesTests {
    private static func lanes() -> WebSocketLanes {
        WebSocketLanes(
            client: WebSocketLane(
                .fromClient, terms: MessageAssembler.Terms(masking: .required), options: DissectionOptions()),
            server: WebSocketLane(
                .fromServer, terms: MessageAssembler.Terms(masking: .forbidden), options: DissectionOptions()),
            story: ConnectionStory(connection: 1))
    }

    @Test(arguments: Direction.allCases)
    func `each direction has its own place and shares the numbers`(_ first: Direction) {
        var lanes = Self.lanes()
        var batch = TrafficBatch()
        let time = Timestamp(nanoseconds: 0)
        let frame = Wire.frame(.text, [0x61, 0x62])
        for direction in [first, first.opposite] {
            _ = lanes.accept(Array(frame.dropLast()).span.bytes, direction, at: time, &batch)
        }
        #expect(batch.count == 0)
        for direction in [first, first.opposite] {
            _ = lanes.accept(Array(frame.suffix(1)).span.bytes, direction, at: time, &batch)
        }
        let messages = batch.events.compactMap { event -> Message? in
            if case .message(let message) = event { message } else { nil }
        }
        #expect(messages.map(\.from) == [first, first.opposite])
        #expect(messages.map(\.number) == [1, 2])
    }

    @Test func `what payloads in progress take is told as it changes`() {
        var lanes = Self.lanes()
        var batch = TrafficBatch()
        let time = Timestamp(nanoseconds: 0)
        let frame = Wire.frame(.binary, [UInt8](repeating: 7, count: 3_000))
        let grown = lanes.accept(Array(frame.dropLast()).span.bytes, .fromServer, at: time, &batch)
        #expect(grown == lanes.memory)
        #expect(grown >= 2_999)
        #expect(lanes.accept(Array(frame.suffix(1)).span.bytes, .fromServer, at: time, &batch) == -grown)
        #expect(lanes.memory == 0)
    }
}
