import Dissection
import Filters
import Glibc
import Sessions

/// One reading of a recorded session: from its rows to where the plan wants them.
struct SessionRun {
    let path: String
    let plan: TrafficPlan
    /// Whether the session is being recorded, and followed until that ends.
    let follows: Bool

    /// Milliseconds between two looks at a session that is being recorded.
    private static let patience: Int32 = 100

    private var options: TrafficOptions { plan.options }

    /// Reads everything and says how the program ends.
    func run() throws -> ProgramExit {
        guard options.write == nil else {
            Diagnostics.write("wscope: \(path): it is a session already: use `wscope export --format sqlite`")
            throw ProgramExit.usage
        }
        // What SQLite decides about messages, the sink need not; an alarm wants to see them all.
        let pushed = plan.alarm == nil ? plan.filter.map(PushedDown.init) : nil
        var sink = try TrafficSink(plan, source: path, messages: pushed?.isExact == true ? .selected : .judged)
        var batch = TrafficBatch()
        var failure: SessionError?
        do throws(SessionError) {
            if plan.format == .har, plan.filter == nil, plan.redactor == nil, plan.alarm == nil {
                try sink.writeHAR(ofSession: path)
            } else {
                try read(pushed?.condition, into: &batch, &sink)
            }
        } catch {
            failure = error
        }
        sink.take(&batch)
        let end = sink.finish()
        if sink.isClosed { return end }
        if let failure { Diagnostics.write("wscope: \(failure)") }
        if !options.quiet, batch.totals.connections > 0 {
            Diagnostics.put(Summary.lines(of: batch.totals).map { "wscope: \($0)\n" }.joined())
        }
        if ProcessSetup.isInterrupted { return .interrupted }
        return failure == nil ? end : .unreadableInput
    }

    private func read(
        _ condition: SessionCondition?, into batch: inout TrafficBatch, _ sink: inout TrafficSink
    ) throws(SessionError) {
        var reader = try SessionReader(path: path, where: condition, tellsFrames: plan.tellsFrames)
        var progress = Progress(isShown: !options.quiet && Diagnostics.isTerminal && !follows, size: reader.size)
        defer { progress.clear() }
        while true {
            let isLast = !follows || reader.isEnded
            while !sink.isClosed, !ProcessSetup.isInterrupted, try reader.read(into: &batch) {
                sink.take(&batch)
                progress.show(reader.position)
            }
            if isLast || sink.isClosed || ProcessSetup.isInterrupted { return }
            sink.flush()
            wait()
            try reader.refresh()
        }
    }

    private func wait() {
        var request = pollfd(fd: ProcessSetup.interruption, events: Int16(POLLIN), revents: 0)
        unsafe poll(&request, 1, Self.patience)
    }
}
