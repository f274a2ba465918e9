import ByteStreams
import Dissection
import Exporters
import JSONText
import LiveCapture
import Packets
import TLSDecryption

/// One analysis of capture files: from their bytes to where the plan wants them.
struct OfflineRun: ~Copyable {
    private let files: [String]
    /// Which packets are read; nil for all.
    private let filter: SavefileFilter?
    private let plan: TrafficPlan
    private var captures = MergedSavefiles<SourceBytes>()
    private var report = RunReport()

    init(files: [String], filter: SavefileFilter?, plan: TrafficPlan) {
        self.files = files
        self.filter = filter
        self.plan = plan
    }

    private var options: TrafficOptions { plan.options }

    /// Opens a file to be read.
    mutating func open(_ name: String, with opener: inout CaptureFiles) {
        do throws(SourceError) {
            add(try opener.open(name))
        } catch {
            fail(error)
        }
    }

    /// Adds a file that is open.
    mutating func add(_ source: consuming SourceBytes) {
        let shown = source.name
        captures.add(source, named: shown)
    }

    /// Tells that a file could not be opened.
    mutating func fail(_ error: SourceError) {
        report.failures.append("\(error)")
    }

    /// Reads everything and says how the program ends.
    mutating func run() throws -> ProgramExit {
        var sink = try TrafficSink.opened(plan, source: files.joined(separator: " "))
        var filter = filter
        var decoder = TrafficDecoder(options: plan.dissection, waits: true)
        readKeyLogs(&decoder)
        var carried = CarriedSecrets()
        var progress = Progress(isShown: !options.quiet && Diagnostics.isTerminal, size: captures.size)
        let isLive = StandardOutput.isTerminal && options.outputPath == nil && !plan.onlyRecords
        var pace = RecordingPace()

        while !sink.isClosed, !ProcessSetup.isInterrupted,
            let packet = captures.next(beforeWaiting: {
                sink.take(&decoder.batch)
                sink.flush()
                sink.commit()
            })
        {
            if captures.secrets.count > carried.count {
                decoder.learn(at: packet.time) { carried.read(captures.secrets, into: &$0) }
            }
            if filter?.accepts(packet, bytes: captures.bytes) ?? true {
                decoder.accept(packet, bytes: captures.bytes)
            }
            guard decoder.batch.isFull || isLive else {
                if packet.number & 0xffff == 0 { progress.show(captures.consumed) }
                if plan.onlyRecords, pace.isDue() {
                    progress.show(captures.consumed)
                    sink.take(&decoder.batch)
                    sink.commitWhenDue()
                }
                continue
            }
            sink.take(&decoder.batch)
            if isLive { sink.flush() }
        }
        if captures.secrets.count > carried.count {
            decoder.learn(at: decoder.lastTime) { carried.read(captures.secrets, into: &$0) }
        }
        decoder.finish { sink.take(&$0) }
        sink.take(&decoder.batch)
        progress.clear()
        report.remarks = [filter?.remark].compactMap { $0 }
        fillReport(decoder)
        return report.conclude(&sink, plan)
    }

    /// Puts together what is told at the end.
    private mutating func fillReport(_ decoder: borrowing TrafficDecoder) {
        for error in captures.errors where error.problem != .unreadable(FileDescriptor.interrupted(error.file)) {
            report.failures.append("\(error)")
        }
        report.remarks += captures.remarks
        // What is missing on the screen is said there.
        if decoder.secured.unopened > 0, let line = decoder.secured.lines(isVerbose: false).first {
            RunNews.current?.show(line)
        }
        report.isEmpty = decoder.streams.packets == 0
        report.summary = Summary(
            traffic: decoder.batch.totals, streams: decoder.streams, layers: decoder.layers,
            secured: decoder.secured, timesGoneBack: captures.timesGoneBack
        ).text(isVerbose: options.verbose)
    }

    /// Reads the key logs.
    private mutating func readKeyLogs(_ decoder: inout TrafficDecoder) {
        for path in options.keylog {
            let file = KeyLogFile(path: path)
            decoder.learn(at: Timestamp(nanoseconds: 0)) { keys in
                let before = keys.count
                do throws(SourceError) {
                    try file.readAll(into: &keys, interruption: ProcessSetup.interruption)
                    if keys.count == before {
                        Diagnostics.remark("wscope: \(path): it has no secrets of TLS connections")
                    }
                } catch {
                    report.failures.append("\(error)")
                }
            }
            for remark in file.newRemarks() { Diagnostics.remark("wscope: \(remark)") }
        }
    }
}

/// The key logs that savefiles carry, read as they come.
struct CarriedSecrets {
    /// How many were looked at.
    private(set) var count = 0

    /// Reads those of `secrets` that are new.
    mutating func read(_ secrets: [DecryptionSecrets], into keys: inout KeyLog) {
        for block in secrets.dropFirst(count) where block.type == DecryptionSecrets.tlsKeyLog {
            var reader = KeyLogReader()
            unsafe reader.feed(block.data.span.bytes, into: &keys)
            reader.finish(into: &keys)
        }
        count = secrets.count
    }
}
