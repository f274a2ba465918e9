import Dissection
import Filters
import Glibc
import Sessions

/// One reading of a recorded session: from its rows to where the plan wants them.
struct SessionRun {
    let path: String
    var plan: TrafficPlan
    /// The messages that are told, whatever the filter says of them; nil to go by the filter.
    var selected: SessionCondition?
    /// Whether the session is being recorded, and followed until that ends.
    let follows: Bool

    /// Milliseconds between two looks at a session that is being recorded.
    private static let patience: Int32 = 100

    private var options: TrafficOptions { plan.options }

    /// Whether the session is written as HAR as it is.
    private var isDirect: Bool {
        plan.format == .har && plan.filter == nil && plan.redactor == nil && plan.alarm == nil && !follows
    }

    /// Refuses what makes no sense where a session is read.
    func refuseMisuse() throws {
        guard options.write == nil else {
            Diagnostics.write("wscope: \(path): it is a session already: use `wscope export --format sqlite`")
            throw ProgramExit.usage
        }
        try plan.refusePacketOptions(for: path, "a session")
    }

    /// Reads everything and says how the program ends.
    func run() throws -> ProgramExit {
        // What SQLite decides about messages, the sink need not; an alarm wants to see them all.
        let pushed = plan.alarm == nil ? plan.filter.map(PushedDown.init) : nil
        let condition = selected ?? pushed?.condition
        var sink = try TrafficSink.opened(
            plan, source: path, messages: selected != nil || pushed?.isExact == true ? .selected : .judged,
            isReady: isDirect)
        var batch = TrafficBatch()
        batch.keptPayload = plan.keptPayload
        var report = RunReport()
        var totals: TrafficTotals?
        do throws(SessionError) {
            if isDirect {
                totals = try sink.writeHAR(ofSession: path)
            } else {
                try read(condition, into: &batch, &sink)
            }
        } catch {
            if !ProcessSetup.isInterrupted { report.failures.append("\(error)") }
        }
        sink.take(&batch)
        // Messages that SQLite left out were not counted.
        if condition == nil { report.summary = RunReport.lines(totals ?? batch.totals) }
        report.isEmpty = (totals ?? batch.totals).connections == 0
        return report.conclude(&sink, plan)
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
            if isAbandoned() { return }
            try reader.refresh()
        }
    }

    /// Waits a moment; says whether nobody reads standard output any more.
    private func isAbandoned() -> Bool {
        var requests = [
            pollfd(fd: ProcessSetup.interruption, events: Int16(POLLIN), revents: 0),
            StandardOutput.closing(isUsed: options.outputPath == nil),
        ]
        guard unsafe poll(&requests, 2, Self.patience) > 0 else { return false }
        return Int32(requests[1].revents) & (POLLERR | POLLNVAL) != 0
    }
}
