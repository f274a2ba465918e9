import Dissection
import Exporters
import Glibc
import Packets

/// One reading of a HAR: from its bytes to where the plan wants them.
struct HARRun {
    let plan: TrafficPlan

    private static let pieceSize = 1 << 20

    /// Reads everything and says how the program ends.
    func run(_ source: consuming SourceBytes) throws -> ProgramExit {
        let name = source.name
        var sink = try TrafficSink(plan, source: name)
        var importer = HARImporter()
        var batch = TrafficBatch()
        var failure: String?
        do throws(SourceError) {
            let file = try SpooledFile(source)
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
            failure = importer.failure.map { "\(name): \($0)" }
        } catch {
            failure = "\(error)"
        }
        sink.take(&batch)
        let end = sink.finish()
        if sink.isClosed { return end }
        if let failure { Diagnostics.write("wscope: \(failure)") }
        if !plan.options.quiet {
            Diagnostics.put(Summary.lines(of: batch.totals).map { "wscope: \($0)\n" }.joined())
        }
        if ProcessSetup.isInterrupted { return .interrupted }
        return failure == nil ? end : .unreadableInput
    }
}
