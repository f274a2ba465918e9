import ByteStreams
import JSONText
import TestKit
import Testing
import WebSocketWire

@testable import Exporters

struct PacketWriterTests {
    static func written(_ write: (PacketWriter, inout TextOutput) -> Void) -> PacketExport {
        var bytes: [UInt8] = []
        withUnsafeMutablePointer(to: &bytes) { target in
            var output = TextOutput {
                target.pointee += $0
                return true
            }
            let writer = PacketWriter()
            writer.begin(application: "wscope 1", &output)
            write(writer, &output)
            output.flush()
        }
        return PacketExport(bytes: bytes)
    }

    static func segment(cut: Int = 0) -> PacketWriter.Segment {
        PacketWriter.Segment(
            source: PacketHeaderTests.four, target: PacketHeaderTests.four, sequence: 1, acknowledgement: 2,
            flags: .acknowledge, cut: cut)
    }

    @Test func `a section says who wrote it, and one interface of raw IP in nanoseconds`() {
        let bytes = Self.written { _, _ in }.bytes
        #expect(bytes.count % 4 == 0)
        #expect(bytes[..<4] == [0x0a, 0x0d, 0x0d, 0x0a])
        #expect(bytes[24..<36] == [4, 0, 8, 0] + Array("wscope 1".utf8)[...])
        #expect(bytes[44..<56] == [1, 0, 0, 0, 44, 0, 0, 0, 101, 0, 0, 0])
        #expect(bytes[72..<77] == [9, 0, 1, 0, 9])
    }

    @Test(arguments: [0, 1, 2, 3, 4, 60_000])
    func `a packet has its time, its payload and its comments`(_ size: Int) {
        let export = Self.written { writer, output in
            writer.gather(Array(repeating: 7 as UInt8, count: size).span.bytes)
            writer.send(
                Self.segment(), at: Timestamp(nanoseconds: 1_732_305_600_123_456_789), comments: ["one", "größe"],
                &output)
            writer.send(Self.segment(cut: 99), at: Timestamp(nanoseconds: -5), comments: [], &output)
        }
        let (packets, error) = export.packets
        #expect(error == nil)
        #expect(packets.map(\.time.nanoseconds) == [1_732_305_600_123_456_789, 0])
        #expect(packets.map(\.payload.count) == [size, 0])
        #expect(packets.map(\.missing) == [0, 99])
        #expect(export.comments == ["one", "größe"])
    }

    @Test func `masked bytes are masked from their place on`() {
        let export = Self.written { writer, output in
            let bytes: [UInt8] = [0, 0, 0, 0, 0]
            writer.gather(bytes.span.bytes, maskedBy: MaskingKey(bits: 0x0102_0304), from: 3)
            writer.send(Self.segment(), at: Timestamp(nanoseconds: 1), comments: [], &output)
        }
        #expect(export.packets.all.map(\.payload) == [[4, 1, 2, 3, 4]])
    }

    @Test func `a comment that is too long is cut between characters`() {
        for shift in 0..<3 {
            let text = String(repeating: "a", count: shift) + String(repeating: "価", count: 5_000)
            let export = Self.written { writer, output in
                writer.send(Self.segment(), at: Timestamp(nanoseconds: 1), comments: [text], &output)
            }
            #expect(export.packets.error == nil)
            let comment = export.comments.first ?? ""
            #expect(comment.hasSuffix("価…"))
            #expect(comment.utf8.count <= PacketWriter.longestComment + 3)
            #expect(text.hasPrefix(comment.dropLast()))
        }
    }
}
