import ByteStreams
package import Dissection
package import Exporters
import HTTP2Dissection
import JSONText
package import Packets
import Sessions
import TLSDecryption

/// How a capture is told: what is written of it, within which limits, and how its streams are cut on the way.
package struct Telling: Sendable {
    /// What is written.
    package var selection = Selection.usual
    /// What is kept and how.
    package var options = DissectionOptions()
    /// The text of a TLS key log.
    package var keyLog: [UInt8] = []
    /// A file that the story is recorded in, as a session; nil for none.
    package var session: String?
    /// What is held while packets become streams.
    package var limits = StreamLimits()
    /// The bytes of a stream are given in pieces of at most so many; nil as they come.
    package var pieceSize: Int?
    /// What is changed in the streams on the way.
    package var disturbance: StreamDisturbance?

    /// The usual: what `wscope read --format jsonl` does without flags.
    package init() {}
}

/// What wscope tells of captures: the whole way from their bytes to text, as the program goes it.
package struct Story {
    /// JSON lines.
    package let jsonLines: [UInt8]
    /// Text for people, in UTC.
    package let transcript: [UInt8]
    /// What was counted.
    package let totals: TrafficTotals
    /// What was counted of the streams.
    package let tallies: StreamTallies
    /// Why files could not be read to their end.
    package let errors: [SavefileError]

    /// The story of a capture in memory.
    package init(of bytes: [UInt8], readSizes: [Int] = [.max], blockSize: Int = 1 << 20, _ telling: Telling = Telling())
    {
        var captures = MergedSavefiles<MemorySource>(blockSize: blockSize)
        captures.add(MemorySource(bytes, readSizes: readSizes), named: "capture")
        self.init(of: &captures, telling)
    }

    /// The story of captures whose times are merged.
    package init(of files: [[UInt8]], _ telling: Telling = Telling()) {
        var captures = MergedSavefiles<MemorySource>()
        for (index, bytes) in files.enumerated() { captures.add(MemorySource(bytes), named: "capture \(index + 1)") }
        self.init(of: &captures, telling)
    }

    /// The story of open captures.
    package init<Source: ByteSource & ~Copyable>(
        of captures: inout MergedSavefiles<Source>, _ telling: Telling = Telling()
    ) {
        let lines = GatheredBytes()
        let text = GatheredBytes()
        var writer = StoryWriter(telling, lines: lines, text: text)
        var packets = PacketDissector(limits: telling.limits)
        var secrets = 0
        while let packet = captures.next() {
            for block in captures.secrets.dropFirst(secrets) { writer.learn(block.data, at: packet.time) }
            secrets = captures.secrets.count
            packets.accept(packet, bytes: captures.bytes) { stream, time, event in
                writer.accept(event, of: stream, at: time)
            }
        }
        packets.finish { stream, time, event in writer.accept(event, of: stream, at: time) }
        totals = writer.finish()
        jsonLines = lines.bytes
        transcript = text.bytes
        tallies = packets.tallies
        errors = captures.errors
    }
}

/// Bytes that several parts of a story add to.
final class GatheredBytes {
    var bytes: [UInt8] = []
}

/// The upper half of a story's way: from the events of streams to text.
struct StoryWriter: ~Copyable {
    private var decryptor = TLSDecryptor(waits: true)
    private var dissector: HTTP2Dissector
    private var batch = TrafficBatch()
    private var recorder: Recorder?
    private var lineOutput: TextOutput
    private var textOutput: TextOutput
    private var lineExporter: JSONLinesExporter
    private var textExporter: TranscriptExporter
    private let pieceSize: Int
    private var disturbance: StreamDisturbance?

    init(_ telling: Telling, lines: GatheredBytes, text: GatheredBytes) {
        var options = telling.options
        options.tellsFrames = telling.selection.contains(.frames) || telling.session != nil
        options.keepsCompressed = telling.session != nil
        recorder = telling.session.flatMap { try? Recorder(path: $0, facts: []) }
        dissector = HTTP2Dissector(options: options)
        lineOutput = TextOutput {
            lines.bytes += $0
            return true
        }
        textOutput = TextOutput {
            text.bytes += $0
            return true
        }
        lineExporter = JSONLinesExporter(selection: telling.selection)
        textExporter = TranscriptExporter(
            selection: telling.selection, look: TranscriptExporter.Look(), clock: LineClock(style: .utc) { _ in 0 })
        pieceSize = telling.pieceSize ?? .max
        disturbance = telling.disturbance
        learn(telling.keyLog, at: Timestamp(nanoseconds: 0))
    }

    mutating func learn(_ keyLog: [UInt8], at time: Timestamp) {
        var reader = KeyLogReader()
        reader.feed(keyLog.span.bytes, into: &decryptor.keys)
        reader.finish(into: &decryptor.keys)
        decryptor.wake(at: time) { stream, time, event in
            dissector.accept(event, of: stream, at: time, into: &batch)
        }
    }

    private mutating func decrypt(_ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp) {
        decryptor.accept(event, of: stream, at: time) { stream, time, event in
            dissector.accept(event, of: stream, at: time, into: &batch)
        }
    }

    mutating func accept(_ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp) {
        switch event {
        case .bytes(let direction, let bytes):
            if disturbance != nil {
                acceptDisturbed(bytes, direction, of: stream, at: time)
            } else {
                accept(bytes, direction, of: stream, at: time)
            }
        case .opened, .gap, .lost, .secured, .noted, .conflict, .finished, .aborted, .ended:
            decrypt(event, of: stream, at: time)
        }
        if batch.isFull { writeOut() }
    }

    private mutating func accept(_ bytes: RawSpan, _ direction: Direction, of stream: StreamID, at time: Timestamp) {
        var start = 0
        while start < bytes.byteCount {
            let end = min(start + min(pieceSize, bytes.byteCount), bytes.byteCount)
            decrypt(.bytes(direction, bytes.extracting(start..<end)), of: stream, at: time)
            start = end
        }
    }

    private mutating func acceptDisturbed(
        _ bytes: RawSpan, _ direction: Direction, of stream: StreamID, at time: Timestamp
    ) {
        for piece in disturbance?.disturb(bytes.copied) ?? [] {
            switch piece {
            case .bytes(let bytes): accept(bytes.span.bytes, direction, of: stream, at: time)
            case .gap(let count):
                decrypt(.gap(direction, count: count), of: stream, at: time)
            case .conflict(let conflict):
                decrypt(.conflict(direction, conflict), of: stream, at: time)
            }
        }
    }

    private mutating func writeOut() {
        recorder?.record(batch)
        lineExporter.write(batch, to: &lineOutput)
        textExporter.write(batch, to: &textOutput)
        batch.clear()
    }

    mutating func finish() -> TrafficTotals {
        decryptor.finish(at: Timestamp(nanoseconds: 0)) { stream, time, event in
            dissector.accept(event, of: stream, at: time, into: &batch)
        }
        writeOut()
        recorder?.finish()
        lineOutput.flush()
        textOutput.flush()
        return batch.totals
    }
}
