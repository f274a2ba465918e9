import ByteStreams
import JSONText
import Testing
import WebSocketWire

@testable import Exporters

struct TCPConversationTests {
    static let time = Timestamp(nanoseconds: 5)

    static func said(_ say: (inout TCPConversation, inout TextOutput) -> Void) -> PacketExport {
        PacketWriterTests.written { writer, output in
            var conversation = TCPConversation(
                client: PacketHeaderTests.four, server: Endpoint(address: IPAddress(v4: 2), port: 9_000), seed: 3,
                writer: writer)
            say(&conversation, &output)
        }
    }

    static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0) } }

    @Test func `every segment has the right numbers`() throws {
        let packets = Self.said { conversation, output in
            conversation.open(at: Self.time, &output)
            conversation.add(Self.bytes(150_000).span.bytes, from: .fromClient, at: Self.time, &output)
            conversation.send(from: .fromClient, at: Self.time, &output)
            conversation.add(Self.bytes(10).span.bytes, from: .fromServer, at: Self.time, &output)
            conversation.send(from: .fromServer, at: Self.time, &output)
            conversation.finish(first: .fromServer, at: Self.time, &output)
        }.packets.all
        #expect(packets.map(\.flags) == [0x02, 0x12, 0x10, 0x10, 0x10, 0x18, 0x18, 0x11, 0x11, 0x10])
        #expect(packets.map(\.payload.count) == [0, 0, 0, 60_000, 60_000, 30_000, 10, 0, 0, 0])
        var next: [Int: UInt32] = [:]
        for packet in packets {
            let length = UInt32(packet.payload.count) + (packet.flags & 3 == 0 ? 0 : 1)
            if let expected = next[packet.sourcePort] { #expect(packet.sequence == expected) }
            next[packet.sourcePort] = packet.sequence &+ length
            if packet.flags & 0x10 != 0 {
                #expect(packet.acknowledgement == next[packet.targetPort])
            }
        }
    }

    @Test(arguments: [1, 2, 59_999, 60_000, 60_001, 200_000, 3_840_000] as [UInt64])
    func `missing bytes are packets that were cut, and are acknowledged`(_ count: UInt64) {
        let packets = Self.said { conversation, output in
            conversation.skip(count, from: .fromClient, at: Self.time, &output)
        }.packets.all
        #expect(packets.reduce(0) { $0 + $1.missing } == Int(count))
        #expect(packets.last?.acknowledgement == packets.first.map { $0.sequence &+ UInt32(count) })
    }

    @Test(arguments: [3_840_001, 1 << 29, 1 << 33, 1 << 40, .max] as [UInt64])
    func `of very many missing bytes the numbers tell, in few packets`(_ count: UInt64) {
        let packets = Self.said { conversation, output in
            conversation.skip(count, from: .fromClient, at: Self.time, &output)
            conversation.add([1], from: .fromClient, at: Self.time, &output)
            conversation.send(from: .fromClient, at: Self.time, &output)
        }.packets.all
        let told = min(count, TCPConversation.longestGap)
        #expect(packets.count < 500)
        #expect(packets.last?.payload == [1])
        let first = UInt32(truncatingIfNeeded: 3) &* 0x9e37_79b1
        #expect(packets.last?.sequence == first &+ UInt32(truncatingIfNeeded: told))
    }

    @Test func `much that is said without an answer is acknowledged now and then`() {
        let packets = Self.said { conversation, output in
            conversation.add(Self.bytes(4_000_000).span.bytes, from: .fromServer, at: Self.time, &output)
            conversation.send(from: .fromServer, at: Self.time, &output)
        }.packets.all
        #expect(packets.filter { $0.payload.isEmpty }.count == 3)
    }

    @Test func `the side that heard something last acknowledges`() {
        for side in Direction.allCases {
            let packets = Self.said { conversation, output in
                conversation.add([1], from: side, at: Self.time, &output)
                conversation.send(from: side, at: Self.time, &output)
                conversation.acknowledgeLast(at: Timestamp(nanoseconds: 9), &output)
                #expect(conversation.lastTime == Timestamp(nanoseconds: 9))
            }.packets.all
            #expect(packets.last?.sourcePort == (side == .fromClient ? 9_000 : 80))
        }
    }

    @Test func `comments stand on the next packet, and are not without number`() {
        let export = Self.said { conversation, output in
            for number in 0..<1_000 { conversation.comment("\(number)") }
            conversation.reset(from: .fromServer, at: Self.time, &output)
            conversation.reset(from: .fromServer, at: Self.time, &output)
        }
        #expect(export.comments.count == 32)
        #expect(export.packets.all.map(\.flags) == [0x14, 0x14])
    }
}

extension TCPConversation {
    fileprivate mutating func add(
        _ bytes: [UInt8], from direction: Direction, at time: Timestamp, _ output: inout TextOutput
    ) {
        add(bytes.span.bytes, from: direction, at: time, &output)
    }
}
