import ByteStreams
import Dissection
import Exporters
import Glibc
import JSONText
import Packets

/// What the machines take one upon the other, in this process.
struct MachineFigures {
    let path: String

    func printFigures() {
        let (packets, reading) = timed { read { _, _ in } }
        print("  reading: \(figures(packets, reading))")
        let (_, following) = timed { follow { _, _, _ in } }
        print("  and layers and TCP: \(figures(packets, following))")
        let (messages, dissecting) = timed { dissect(writes: false) }
        print("  and dissection: \(figures(packets, dissecting))")
        let (_, writing) = timed { dissect(writes: true) }
        print("  and JSON lines: \(figures(packets, writing)); \(messages) messages")
        var payloads = CompressedPayloads()
        follow { stream, _, event in payloads.accept(event, of: stream) }
        guard payloads.count > 0 else { return }
        let (inflated, inflating) = timed { payloads.inflate() }
        print(
            "  inflating the same \(payloads.count >> 20) MiB to \(inflated >> 20) MiB alone: \(hundredths(inflating)) s,"
                + " \(Int(inflating / writing * 100)) % of the whole")
    }

    private func figures(_ packets: Int, _ seconds: Double) -> String {
        "\(hundredths(seconds)) s, \(hundredths(Double(packets) / seconds / 1e6)) million packets a second"
    }

    private func timed<Result>(_ work: () -> Result) -> (Result, Double) {
        let start = Self.processorTime
        let result = work()
        return (result, Self.processorTime - start)
    }

    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Reads every packet; how many there are.
    private func read(_ take: (CapturedPacket, RawSpan) -> Void) -> Int {
        var captures = MergedSavefiles<FileSource>()
        captures.add(FileSource(path), named: path)
        while let packet = captures.next() { take(packet, captures.bytes) }
        return captures.count
    }

    private func follow(_ deliver: (StreamID, Timestamp, borrowing StreamEvent) -> Void) {
        var dissector = PacketDissector()
        _ = read { packet, bytes in dissector.accept(packet, bytes: bytes, deliver: deliver) }
        dissector.finish(deliver: deliver)
    }

    /// Dissects everything; how many messages there are.
    private func dissect(writes: Bool) -> Int {
        var dissector = Dissector()
        var batch = TrafficBatch()
        var exporter = JSONLinesExporter()
        var output = TextOutput { _ in true }
        follow { stream, time, event in
            dissector.accept(event, of: stream, at: time, into: &batch)
            guard batch.isFull else { return }
            if writes { exporter.write(batch, to: &output) }
            batch.clear()
        }
        return batch.totals.messages
    }
}

/// A file, read as the program reads it.
struct FileSource: ByteSource, ~Copyable {
    private let number: Int32
    private(set) var consumed: UInt64 = 0

    init(_ path: String) {
        number = open(path, O_RDONLY | O_CLOEXEC)
    }

    deinit {
        close(number)
    }

    mutating func read(into output: inout OutputRawSpan) throws(SourceError) {
        let taken = output.withUnsafeMutableBytes { memory, filled in
            let count = Glibc.read(number, memory.baseAddress?.advanced(by: filled), memory.count - filled)
            filled += max(0, count)
            return max(0, count)
        }
        consumed += UInt64(taken)
    }

    var size: UInt64? { nil }
    var remark: String? { nil }
}
