import ByteStreams
import Dissection
import Exporters
import JSONText
import LiveCapture
import Packets

/// One analysis of capture files: from their bytes to standard output.
struct OfflineRun {
    let files: [String]
    /// Which packets are read; nil for all.
    let filter: SavefileFilter?
    let options: TrafficOptions

    /// Reads everything and says how the program ends.
    func run<Format: Exporter>(_ format: Format) -> ProgramExit {
        var format = format
        var filter = filter
        var captures = MergedSavefiles<SourceBytes>()
        let isUnopened = open(&captures)
        var packets = PacketDissector(seed: .random(in: .min ... .max))
        var dissector = Dissector(options: options.dissection)
        var batch = TrafficBatch()
        var output = unsafe TextOutput(drain: StandardOutput.write)
        var progress = Progress(isShown: !options.quiet && Diagnostics.isTerminal, size: captures.size)
        let isLive = StandardOutput.isTerminal

        while !output.isClosed, !ProcessSetup.isInterrupted,
            let packet = captures.next(beforeWaiting: {
                format.write(batch, to: &output)
                batch.clear()
                output.flush()
            })
        {
            if filter?.accepts(packet, bytes: captures.bytes) ?? true {
                packets.accept(packet, bytes: captures.bytes) { stream, time, event in
                    dissector.accept(event, of: stream, at: time, into: &batch)
                }
            }
            guard batch.isFull || isLive else {
                if packet.number & 0xffff == 0 { progress.show(captures.consumed) }
                continue
            }
            format.write(batch, to: &output)
            batch.clear()
            if isLive { output.flush() }
        }
        packets.finish { stream, time, event in
            dissector.accept(event, of: stream, at: time, into: &batch)
            guard batch.isFull else { return }
            format.write(batch, to: &output)
            batch.clear()
        }
        format.write(batch, to: &output)
        output.flush()
        progress.clear()
        if output.isClosed { return .success }
        for error in captures.errors where error.problem != .unreadable(FileDescriptor.interrupted(error.file)) {
            Diagnostics.write("wscope: \(error)")
        }
        if let remark = filter?.remark { Diagnostics.write("wscope: \(remark)") }
        for remark in captures.remarks { Diagnostics.write("wscope: \(remark)") }
        if !options.quiet {
            let summary = Summary(
                traffic: batch.totals, streams: packets.tallies, layers: packets.layerTallies,
                timesGoneBack: captures.timesGoneBack)
            Diagnostics.put(summary.text(isVerbose: options.verbose))
        }
        if ProcessSetup.isInterrupted { return .interrupted }
        return isUnopened || !captures.errors.isEmpty ? .unreadableInput : .success
    }

    /// Opens every file; says whether one of them could not be opened.
    private func open(_ captures: inout MergedSavefiles<SourceBytes>) -> Bool {
        var opener = CaptureFiles(interruption: ProcessSetup.interruption)
        var isUnopened = false
        for name in files {
            do throws(SourceError) {
                let source = try opener.open(name)
                let shown = source.name
                captures.add(source, named: shown)
            } catch {
                Diagnostics.write("wscope: \(error)")
                isUnopened = true
            }
        }
        return isUnopened
    }
}
