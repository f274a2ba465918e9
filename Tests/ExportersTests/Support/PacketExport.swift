import ByteStreams
import Dissection
import Exporters
import JSONText
import Packets

/// A file of packets as it was exported, and what reading it again tells.
struct PacketExport {
    /// A packet of the file.
    struct Packet {
        let time: Timestamp
        let bytes: [UInt8]
        let originalLength: Int

        var isV6: Bool { bytes[0] >> 4 == 6 }
        var tcp: ArraySlice<UInt8> { bytes[(isV6 ? 40 : 20)...] }
        var sourcePort: Int { number(0, 2) }
        var targetPort: Int { number(2, 2) }
        var sequence: UInt32 { UInt32(number(4, 4)) }
        var acknowledgement: UInt32 { UInt32(number(8, 4)) }
        var flags: UInt8 { tcp[tcp.startIndex + 13] }
        var payload: [UInt8] { Array(tcp.dropFirst(Int(tcp[tcp.startIndex + 12] >> 4) * 4)) }
        var missing: Int { originalLength - bytes.count }

        private func number(_ offset: Int, _ count: Int) -> Int {
            tcp[(tcp.startIndex + offset)..<(tcp.startIndex + offset + count)].reduce(0) { $0 << 8 | Int($1) }
        }
    }

    let bytes: [UInt8]

    /// A file as it was written.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The export of what `fill` puts into batches, one after the other.
    init(budget: Int = PcapngExporter.budget, _ fills: [(inout TrafficBatch) -> Void]) {
        var gathered: [UInt8] = []
        withUnsafeMutablePointer(to: &gathered) { target in
            var output = TextOutput {
                target.pointee += $0
                return true
            }
            var exporter = PcapngExporter(application: "wscope test", budget: budget)
            exporter.begin(&output)
            for fill in fills {
                var batch = TrafficBatch()
                fill(&batch)
                exporter.write(batch, to: &output)
            }
            exporter.finish(&output)
            output.flush()
        }
        bytes = gathered
    }

    /// The export of one batch.
    init(budget: Int = PcapngExporter.budget, _ fill: @escaping (inout TrafficBatch) -> Void) {
        self.init(budget: budget, [fill])
    }

    /// The packets, and why the file could not be read to its end.
    var packets: (all: [Packet], error: SavefileError?) {
        var reader = SavefileReader(BytesInMemory(bytes), named: "export")
        var all: [Packet] = []
        do {
            while let packet = try reader.next() {
                all.append(
                    Packet(
                        time: packet.time, bytes: reader.bytes.copied, originalLength: Int(packet.originalLength)))
            }
        } catch { return (all, error) }
        return (all, nil)
    }

    /// The comments of all packets, in their order.
    var comments: [String] {
        var comments: [String] = []
        var place = 0
        func number(_ at: Int, _ count: Int) -> Int { (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
        while place + 12 <= bytes.count {
            let length = number(place + 4, 4)
            if number(place, 4) == 6 {
                var option = place + 28 + (number(place + 20, 4) + 3) & ~3
                while option + 8 <= place + length, number(option, 2) == 1 {
                    let size = number(option + 2, 2)
                    comments.append(String(decoding: bytes[(option + 4)..<(option + 4 + size)], as: UTF8.self))
                    option += 4 + (size + 3) & ~3
                }
            }
            place += max(12, length)
        }
        return comments
    }

    /// What reading the file tells.
    var story: CaptureStory { CaptureStory(of: bytes) }
}

/// What a capture tells, with its frames.
struct CaptureStory {
    /// JSON lines.
    let lines: [String]
    /// The export of what was told.
    let export: [UInt8]

    /// The story of a capture in memory.
    init(of bytes: [UInt8], keeping cap: Int = .max) {
        var teller = StoryTeller(keeping: cap)
        var reader = SavefileReader(BytesInMemory(bytes), named: "capture")
        var packets = PacketDissector()
        while let packet = try? reader.next() {
            packets.accept(packet, bytes: reader.bytes) { stream, time, event in
                teller.accept(event, of: stream, at: time)
            }
        }
        packets.finish { stream, time, event in teller.accept(event, of: stream, at: time) }
        self = teller.finish()
    }

    init(lines: [String], export: [UInt8]) {
        self.lines = lines
        self.export = export
    }

    /// The lines of some types, by the number of their connection.
    func byConnection(_ types: Set<String>) -> [Substring: [String]] {
        Dictionary(grouping: lines(types)) { line in
            line.firstRange(of: "\"conn\":").map { line[$0.upperBound...].prefix { $0.isNumber } } ?? ""
        }
    }

    /// The lines of some types.
    func lines(_ types: Set<String>) -> [String] {
        lines.filter { line in types.contains { line.hasPrefix("{\"type\":\"\($0)\"") } }
    }
}

/// Turns the events of streams into a story.
struct StoryTeller: ~Copyable {
    private var dissector: Dissector
    private var batch = TrafficBatch()
    private var json = JSONLinesExporter(selection: [.usual, .frames])
    private var packets = PcapngExporter(application: "wscope test")
    private let text = Gathered()
    private let file = Gathered()
    private var textOutput: TextOutput
    private var fileOutput: TextOutput

    private final class Gathered {
        var bytes: [UInt8] = []
    }

    init(keeping cap: Int = .max) {
        var options = DissectionOptions()
        options.tellsFrames = true
        options.keepsCompressed = true
        options.keptPayload = cap
        dissector = Dissector(options: options)
        let (text, file) = (text, file)
        textOutput = TextOutput {
            text.bytes += $0
            return true
        }
        fileOutput = TextOutput {
            file.bytes += $0
            return true
        }
        packets.begin(&fileOutput)
    }

    mutating func accept(_ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp) {
        dissector.accept(event, of: stream, at: time, into: &batch)
        guard batch.isFull else { return }
        drain()
    }

    private mutating func drain() {
        json.write(batch, to: &textOutput)
        packets.write(batch, to: &fileOutput)
        batch.clear()
    }

    consuming func finish() -> CaptureStory {
        drain()
        packets.finish(&fileOutput)
        textOutput.flush()
        fileOutput.flush()
        let lines = String(decoding: text.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        return CaptureStory(lines: lines, export: file.bytes)
    }
}

/// A file in memory.
struct BytesInMemory: ByteSource, ~Copyable {
    private let bytes: [UInt8]
    private var given = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func read(into output: inout OutputRawSpan) throws(SourceError) {
        let count = min(output.freeCapacity, bytes.count - given)
        bytes.withUnsafeBytes { memory in
            output.withUnsafeMutableBytes { room, filled in
                UnsafeMutableRawBufferPointer(rebasing: room[filled...])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[given..<(given + count)]))
                filled += count
            }
        }
        given += count
    }

    var consumed: UInt64 { UInt64(given) }
    var size: UInt64? { UInt64(bytes.count) }
    var remark: String? { nil }
}
