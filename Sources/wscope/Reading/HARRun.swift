import Dissection
import Exporters
import Packets

/// One reading of a HAR: from its bytes to where the plan wants them.
struct HARRun {
    let plan: TrafficPlan

    private static let pieceSize = 1 << 20

    /// Reads everything and says how the program ends.
    func run(_ source: consuming SourceBytes) throws -> ProgramExit {
        let name = source.name
        try plan.refusePacketOptions(for: name, "a HAR")
        var sink = try TrafficSink.opened(plan, source: name)
        var importer = HARImporter()
        var batch = TrafficBatch()
        batch.keptPayload = plan.keptPayload
        var report = RunReport()
        do throws(SourceError) {
            let file = try SpooledFile(source)
            try read(file, &importer, &batch, &sink)
            if let failure = importer.failure { report.failures.append("\(name): \(failure)") }
        } catch {
            report.failures.append("\(error)")
        }
        sink.take(&batch)
        report.summary = RunReport.lines(batch.totals)
        report.isEmpty = batch.totals.connections == 0
        return report.conclude(&sink, plan)
    }

    private func read(
        _ file: SpooledFile, _ importer: inout HARImporter, _ batch: inout TrafficBatch, _ sink: inout TrafficSink
    ) throws(SourceError) {
        var progress = Progress(isShown: !plan.options.quiet && Diagnostics.isTerminal, size: file.size)
        defer { progress.clear() }
        while !sink.isClosed, !ProcessSetup.isInterrupted, let position = importer.position {
            let piece = try file.read(at: position, atMost: Self.pieceSize)
            if piece.isEmpty {
                importer.end(into: &batch)
            } else {
                unsafe importer.feed(piece.span.bytes, into: &batch)
            }
            sink.take(&batch)
            progress.show(UInt64(position))
        }
    }
}
