import ByteStreams
import CaptureKit
import Dissection
import Exporters
import Filters
import JSONText
import Sessions

/// Reads sessions and HARs in every way that the program does.
struct RecordedReading {
    /// What is read; nil for everything.
    let filter: Filter?

    /// Filters that ask for each kind of field.
    static let filters = [
        nil, "opcode == text && length > 10", "json..price > 1 or json.id", #"text matches "a+b|\d{3}""#,
        "masked and header_length > 2", #"header.user-agent contains "x" or finding contains "rfc""#,
        "delta > 1ms and not compressed", "ip == 127.0.0.0/8 and seq in {1..7}", "severity >= warning", "code or rtt",
    ]

    /// Bytes that a format may take of a small file.
    private static let most = 64 << 20

    /// What a format has written.
    private final class Written {
        var bytes: [UInt8] = []
        var isTooMuch = false

        func take(_ more: some Sequence<UInt8>) -> Bool {
            bytes += more
            isTooMuch = bytes.count > RecordedReading.most
            return !isTooMuch
        }
    }

    /// Reads a session with every format; what is wrong with what they write. That the file is damaged is not wrong.
    func problems(ofSession path: String) -> [String] {
        var problems = problems { deliver in try? session(path, deliver) }
        if let har = try? har(ofSession: path), let failure = failure(ofHAR: har) {
            problems.append("the HAR, connection by connection: \(failure)")
        }
        try? list(path)
        return problems
    }

    /// Reads a HAR with every format, in pieces of a size; what is wrong with what they write.
    func problems(ofHAR bytes: [UInt8], pieceSize: Int) -> [String] {
        problems { deliver in har(bytes, pieceSize, deliver) }
    }

    private func problems(_ read: ((borrowing TrafficBatch) -> Void) -> Void) -> [String] {
        let all: Selection = [.connections, .messages, .frames, .findings]
        let clock = LineClock(style: .utc) { _ in 0 }
        var problems: [String] = []
        func write(_ name: String, _ exporter: some Exporter) -> [UInt8] {
            let written = export(exporter, read)
            if written.isTooMuch { problems.append("\(name) has more than \(Self.most >> 20) MiB") }
            return written.isTooMuch ? [] : written.bytes
        }
        let lines = write("the JSON lines", JSONLinesExporter(selection: all))
        for line in lines.split(separator: 0x0a) where JSONLine(line) == nil || !isText(line) {
            problems.append("no JSON line: \(String(decoding: line.prefix(200), as: UTF8.self))")
        }
        let text = write("the text", TranscriptExporter(selection: all, look: TranscriptExporter.Look(), clock: clock))
        if text.contains(where: { $0 < 0x20 && $0 != 0x0a }) { problems.append("the text has control characters") }
        if text.count(where: { $0 == 0x0a }) != lines.count(where: { $0 == 0x0a }) {
            problems.append("the text has another number of lines than the JSON lines")
        }
        let har = write("the HAR", HARExporter(program: "0", includesControl: true))
        if let failure = failure(ofHAR: har) { problems.append("the HAR: \(failure)") }
        for (name, bytes) in [
            ("the CSV", write("the CSV", CSVExporter(selection: all))),
            ("Zeek's log", write("Zeek's log", ZeekExporter(opened: Timestamp(nanoseconds: 0)))),
        ] where !isText(bytes[...]) {
            problems.append("\(name) is no UTF-8")
        }
        let packets = write("the packets", PcapngExporter())
        problems += Self.problems(ofPackets: packets)
        return problems
    }

    /// Packets are read again, and tell a story that agrees with itself.
    private static func problems(ofPackets bytes: [UInt8]) -> [String] {
        guard !bytes.isEmpty else { return [] }
        var telling = Telling()
        telling.selection = [.connections, .messages, .frames, .findings]
        let story = Story(of: bytes, telling)
        return story.errors.map { "the packets: \($0)" }
            + StoryCheck(story, keptPayload: telling.options.keptPayload).contradictions.map { "the packets: \($0)" }
    }

    private func isText(_ bytes: ArraySlice<UInt8>) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    private func export(
        _ format: some Exporter, _ read: ((borrowing TrafficBatch) -> Void) -> Void
    ) -> Written {
        let written = Written()
        var exporter = format
        var output = TextOutput { written.take($0) }
        var stage = filter.map { TrafficFilter($0) }
        var selected = TrafficBatch()
        exporter.begin(&output)
        read { batch in
            guard stage != nil else { return exporter.write(batch, to: &output) }
            stage?.select(from: batch, into: &selected)
            exporter.write(selected, to: &output)
            selected.clear()
        }
        exporter.finish(&output)
        output.flush()
        return written
    }

    private func session(_ path: String, _ deliver: (borrowing TrafficBatch) -> Void) throws(SessionError) {
        let condition = filter.flatMap { PushedDown($0).condition }
        var reader = try SessionReader(path: path, where: condition, tellsFrames: true)
        var batch = TrafficBatch()
        while try reader.read(into: &batch) {
            deliver(batch)
            batch.clear()
        }
        try reader.refresh()
        _ = (reader.isEnded, reader.position, reader.size)
    }

    /// A session as HAR, connection by connection.
    func har(ofSession path: String) throws(SessionError) -> [UInt8] {
        let written = Written()
        var output = TextOutput { written.take($0) }
        var exporter = HARExporter(program: "0", includesControl: true)
        var reader = try ConnectionReader(path: path)
        var batch = TrafficBatch()
        exporter.begin(&output)
        while let ends = try reader.nextConnection() {
            batch.restore(ends.opening)
            while try reader.readMessages(into: &batch) {
                exporter.write(batch, to: &output)
                batch.clear()
            }
            try reader.readFindings(into: &batch)
            if let closing = ends.closing { batch.restore(closing) }
            exporter.write(batch, to: &output)
            batch.clear()
        }
        exporter.finish(&output)
        output.flush()
        return written.bytes
    }

    /// Reads rows as a list shows them.
    private func list(_ path: String) throws(SessionError) {
        let list = try SessionList(path: path)
        let count = max(1, try list.count())
        var batch = TrafficBatch()
        for first in [1, max(1, count / 2), count] {
            try list.read(first...(first > .max - 50 ? .max : first + 50), into: &batch)
            batch.clear()
        }
        guard let condition = filter.flatMap({ PushedDown($0).condition }) else { return }
        _ = try list.numbers(in: 1...count, where: condition)
    }

    /// Why a HAR cannot be read again; nil where it can, or where none was written.
    private func failure(ofHAR bytes: [UInt8]) -> HARError? {
        bytes.isEmpty ? nil : har(bytes, 1 << 20) { _ in }
    }

    /// Reads a HAR in pieces of a size; why it was not read to its end, where it was not.
    @discardableResult
    private func har(
        _ bytes: [UInt8], _ pieceSize: Int, _ deliver: (borrowing TrafficBatch) -> Void
    ) -> HARError? {
        var importer = HARImporter()
        var batch = TrafficBatch()
        while let position = importer.position {
            let piece = Array(bytes[min(position, bytes.count)..<min(position + pieceSize, bytes.count)])
            if piece.isEmpty {
                importer.end(into: &batch)
            } else {
                importer.feed(piece.span.bytes, into: &batch)
            }
            deliver(batch)
            batch.clear()
        }
        return importer.failure
    }
}
