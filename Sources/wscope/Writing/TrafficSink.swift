import Dissection
import Exporters
import Filters
import JSONText
import Sessions

/// Where traffic goes: through the filter to the output in its format, and into a session file where one is recorded.
struct TrafficSink: ~Copyable {
    private let plan: TrafficPlan
    private var exporter: (any Exporter)?
    private var output: TextOutput
    private let file: OutputFile?
    private var recorder: Recorder?
    private var session: SessionTarget?
    private var filter: TrafficFilter?
    private var alarm: TrafficFilter?
    private var redactor: Redactor?
    private var selected = TrafficBatch()
    private var redacted = TrafficBatch()
    private var lastCommit: Int64 = 0
    /// Bytes of traffic that had been recorded then.
    private var bytesAtCommit: UInt64 = 0
    private var hasFailed = false
    private var isAlarmed = false
    /// Whether something is recorded that readers do not see yet.
    private(set) var isUncommitted = false
    /// Whether the recorded session has become as large as it may, or cannot be written any more, where all is for it.
    private(set) var isFull = false

    private init(
        _ plan: TrafficPlan, _ file: OutputFile?, _ session: consuming SessionTarget?, _ recorder: consuming Recorder?,
        _ messages: TrafficFilter.Messages
    ) {
        self.plan = plan
        self.file = file
        self.session = session
        self.recorder = recorder
        exporter = plan.exporter
        if let file {
            unsafe output = TextOutput(drain: file.write)
        } else {
            unsafe output = TextOutput(drain: StandardOutput.write)
        }
        filter = plan.filter.map { TrafficFilter($0, messages: messages) }
        alarm = plan.alarm.map { TrafficFilter($0) }
        redactor = plan.redactor
        exporter?.begin(&output)
    }

    /// Opens what the plan names. `source` says where the traffic comes from. Where somebody before has decided about
    /// messages, the filter takes them as they come. `isReady` says that a session for HAR is there already. Throws how
    /// the program ends where that is not possible, which it has told then.
    static func opened(
        _ plan: TrafficPlan, source: String, messages: TrafficFilter.Messages = .judged, isReady: Bool = false
    ) throws -> TrafficSink {
        let file = try plan.format == .sqlite ? nil : file(plan.options.outputPath)
        var session = isReady ? nil : try SessionTarget.needed(by: plan, source: source)
        var recorder: Recorder?
        do {
            if let path = plan.options.write {
                recorder =
                    try plan.onlyRecords
                    ? Self.recorder(filling: path) : Self.recorder(path, of: source, named: path)
            }
        } catch {
            if let given = session.take() { given.abandon() }
            throw error
        }
        return TrafficSink(plan, file, session, recorder, messages)
    }

    private static func file(_ path: String?) throws -> OutputFile? {
        guard let path else { return nil }
        do throws(OutputError) {
            return try OutputFile(path: path)
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.usage
        }
    }

    /// A recorder into a file that is made anew.
    static func recorder(_ path: String, of source: String, named name: String) throws -> Recorder {
        do throws(SessionError) {
            return try Recorder(path: path, facts: [("program", "wscope \(Wscope.version)"), ("source", source)])
        } catch {
            let error = SessionError(file: name, problem: error.problem, advice: error.advice)
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.usage
        }
    }

    /// A recorder into a session that has been made already.
    private static func recorder(filling path: String) throws -> Recorder {
        do throws(SessionError) {
            return try Recorder(filling: path)
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.unreadableInput
        }
    }

    /// Whether nobody takes the output any more, or nothing more may be recorded.
    var isClosed: Bool { output.isClosed || isFull }

    /// Takes the events of a batch, and empties it.
    mutating func take(_ batch: inout TrafficBatch) {
        guard batch.count > 0 else { return }
        if recorder != nil { record(batch) }
        watch(batch)
        if filter == nil {
            redact(batch)
        } else {
            filter?.select(from: batch, into: &selected)
            var chosen = TrafficBatch()
            swap(&chosen, &selected)
            redact(chosen)
            chosen.clear()
            swap(&chosen, &selected)
        }
        batch.clear()
    }

    /// Nanoseconds that pass at most between two transactions of a recording while traffic comes.
    private static let commitInterval: Int64 = 250_000_000

    private mutating func record(_ batch: borrowing TrafficBatch) {
        recorder?.record(batch)
        isUncommitted = true
        let now = Clock.steady
        let isMuch = plan.budget.map { batch.totals.bytes &- bytesAtCommit > $0 / 8 } ?? false
        if now &- lastCommit >= Self.commitInterval || isMuch {
            bytesAtCommit = batch.totals.bytes
            commit()
        } else {
            tell(recorder?.failure)
        }
    }

    /// Ends the recording where the session has become as large as it may.
    private mutating func watchBudget() {
        guard let budget = plan.budget, !isFull, let path = plan.options.write,
            SessionFile.size(path) > budget
        else { return }
        isFull = true
        Diagnostics.write(
            "wscope: NOTHING FURTHER IS RECORDED: the session has reached its budget of \(ByteCount.words(budget)); what "
                + "it holds stays (--session-budget allows more, and -w a session without a limit)")
    }

    /// Sees whether the batch has what the program is to fail for.
    private mutating func watch(_ batch: borrowing TrafficBatch) {
        guard alarm != nil, !isAlarmed else { return }
        var found = TrafficBatch()
        alarm?.select(from: batch, into: &found)
        isAlarmed = found.count > 0
    }

    private mutating func redact(_ batch: borrowing TrafficBatch) {
        guard batch.count > 0 else { return }
        guard redactor != nil else { return write(batch) }
        redactor?.redact(batch, into: &redacted)
        var changed = TrafficBatch()
        swap(&changed, &redacted)
        write(changed)
        changed.clear()
        swap(&changed, &redacted)
    }

    private mutating func write(_ batch: borrowing TrafficBatch) {
        exporter?.write(batch, to: &output)
        guard session != nil else { return }
        session?.recorder.record(batch)
        tell(session?.recorder.failure)
    }

    /// Hands on what is gathered.
    mutating func flush() {
        output.flush()
    }

    /// Makes sure that what was recorded so far stays.
    mutating func commit() {
        lastCommit = Clock.steady
        isUncommitted = false
        recorder?.commit()
        watchBudget()
        RunNews.current?.recorded()
        tell(recorder?.failure)
    }

    /// Does so where the last time was a while ago.
    mutating func commitWhenDue() {
        if isUncommitted, Clock.steady &- lastCommit >= Self.commitInterval { commit() }
    }

    /// Nothing more comes: ends the output and the recording, and says how the program ends as far as they decide it.
    mutating func finish() -> ProgramExit {
        recorder?.finish()
        RunNews.current?.recorded()
        tell(recorder?.failure)
        exporter?.finish(&output)
        finishSession()
        output.flush()
        finishFile()
        if let error = StandardOutput.error { fail("\(error)") }
        tellFilter()
        if hasFailed { return .unreadableInput }
        return isAlarmed ? .matched : .success
    }

    /// Nothing could be read: the output's files stay as they were, and no new one appears.
    mutating func abandon() {
        output.flush()
        file?.abandon()
        abandonSession()
        if let given = recorder.take() { given.abandon() }
    }

    private mutating func abandonSession() {
        if let given = session.take() { given.abandon() }
    }

    private mutating func finishSession() {
        guard session != nil else { return }
        do throws(SessionError) {
            try session?.finish(plan, to: &output)
        } catch {
            tell(error)
        }
    }

    private mutating func finishFile() {
        guard let file else { return }
        guard !hasFailed || file.failure != nil else { return file.abandon() }
        do throws(OutputError) {
            try file.complete()
        } catch {
            fail("\(error)")
        }
    }

    /// Writes a session as HAR, connection by connection, and says what it has.
    mutating func writeHAR(ofSession path: String) throws(SessionError) -> TrafficTotals {
        try HARWriting.write(session: path, plan.harExporter, to: &output)
    }

    private mutating func tellFilter() {
        guard !plan.options.quiet else { return }
        for stage in [filter, alarm] {
            guard let stage else { continue }
            if stage.matcher.limitsReached > 0 {
                Diagnostics.write(
                    "wscope: \(stage.matcher.limitsReached) searches of the filter took too long and count as no match")
            }
            if stage.framesDropped > 0 {
                Diagnostics.write("wscope: \(stage.framesDropped) frames of unfinished messages were not looked at")
            }
        }
    }

    private mutating func tell(_ failure: SessionError?) {
        guard let failure, !hasFailed else { return }
        let isKept = recorder?.failure != nil
        isFull = isFull || isKept && plan.onlyRecords
        fail(isKept ? "\(failure): NOTHING FURTHER IS RECORDED; what is recorded stays" : "\(failure)")
    }

    private mutating func fail(_ words: String) {
        hasFailed = true
        Diagnostics.write("wscope: \(words)")
    }
}
