import Dissection
import Exporters
import JSONText
import Sessions

/// One reading of a recorded session: from its rows to standard output.
struct SessionRun {
    let path: String
    let options: TrafficOptions

    /// Reads everything and says how the program ends.
    func run<Format: Exporter>(_ format: Format) -> ProgramExit {
        var sink = TrafficSink(format, recorder: nil)
        var batch = TrafficBatch()
        var failure: SessionError?
        do throws(SessionError) {
            var reader = try SessionReader(path: path, tellsFrames: options.selection.contains(.frames))
            while !sink.isClosed, !ProcessSetup.isInterrupted, try reader.read(into: &batch) { sink.take(&batch) }
        } catch {
            failure = error
        }
        sink.take(&batch)
        _ = sink.finish()
        if sink.isClosed { return .success }
        if let failure { Diagnostics.write("wscope: \(failure)") }
        if !options.quiet {
            Diagnostics.put(Summary.lines(of: batch.totals).map { "wscope: \($0)\n" }.joined())
        }
        if ProcessSetup.isInterrupted { return .interrupted }
        return failure == nil ? .success : .unreadableInput
    }
}
