import Dissection

/// What a reading tells beside the data, at its end.
struct RunReport {
    /// Why not everything could be read.
    var failures: [String] = []
    /// What else is worth knowing.
    var remarks: [String] = []
    /// What was seen, in lines.
    var summary = ""
    /// Whether anything was read at all.
    var isEmpty = false

    /// Ends the output, tells what there is to tell, and says how the program ends. Where nothing could be read, files that
    /// are there stay as they were.
    func conclude(_ sink: inout TrafficSink, _ plan: TrafficPlan) -> ProgramExit {
        if RunNews.current?.isCancelled == true, !plan.onlyRecords {
            sink.abandon()
            return .interrupted
        }
        if isEmpty, !failures.isEmpty, !plan.onlyRecords {
            sink.abandon()
            tell(plan)
            return .unreadableInput
        }
        let end = sink.finish()
        if sink.isClosed { return end }
        tell(plan)
        if ProcessSetup.isInterrupted { return .interrupted }
        return failures.isEmpty ? end : .unreadableInput
    }

    private func tell(_ plan: TrafficPlan) {
        for line in failures { Diagnostics.write("wscope: \(line)") }
        for line in remarks { Diagnostics.remark("wscope: \(line)") }
        if !plan.options.quiet { Diagnostics.put(summary) }
    }

    /// The totals of traffic as a summary.
    static func lines(_ totals: TrafficTotals) -> String {
        Summary.lines(of: totals).map { "wscope: \($0)\n" }.joined()
    }
}
