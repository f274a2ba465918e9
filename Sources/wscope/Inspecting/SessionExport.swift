import ArgumentParser
import Filters
import Glibc
import InspectorUI
import Sessions

/// An export that goes on in a thread of its own, from the session to a file.
final class SessionExport {
    private let request: ExportRequest
    private let news: RunNews
    private let thread: RunThread?
    private var told: SourceStatus
    private let refusal: ExportReport?
    /// Whether everything was told.
    private(set) var isOver = false

    /// Begins an export of a session, which writes over neither the session nor what it was made of.
    init(
        _ request: ExportRequest, of session: String, inputs: [String], wake: @escaping @Sendable () -> Void
    ) {
        self.request = request
        news = RunNews()
        news.tell(wake)
        told = news.status
        guard request.replaces || Existing(request.path) == nil else {
            (thread, refusal) = (nil, .exists)
            wake()
            return
        }
        refusal = nil
        thread = Self.thread(request, of: session, inputs, news)
        thread?.start()
    }

    private static func thread(
        _ request: ExportRequest, of session: String, _ inputs: [String], _ news: RunNews
    ) -> RunThread {
        RunThread(news) { try write(request, of: session, inputs) }
    }

    /// Gives it up.
    func cancel() {
        news.cancel()
    }

    /// Waits for its end.
    func finish() -> ProgramExit { thread?.join() ?? .success }

    /// What there is to tell since the last time.
    func reports() -> [ExportReport] {
        if let refusal {
            isOver = true
            return [refusal]
        }
        let status = news.status
        guard status != told else { return [] }
        told = status
        guard status.isEnded else { return [.progress(done: status.consumed, of: status.size ?? 0)] }
        isOver = true
        let end = finish()
        if news.isCancelled { return [.cancelled] }
        guard end == .success else {
            return [.failed(status.errors.last ?? "\(request.path): it could not be written")]
        }
        return [.done("written: \(request.path) (\(request.format.title))")]
    }

    private static func write(
        _ request: ExportRequest, of session: String, _ inputs: [String]
    ) throws -> ProgramExit {
        var options = try TrafficOptions.parse([])
        options.quiet = true
        options.output = request.path
        options.format = OutputFormat(rawValue: request.format.rawValue)
        var plan = try TrafficPlan(options)
        plan.harControl = true
        try plan.refuseClashes(inputs: inputs + [session])
        var run = SessionRun(path: session, plan: plan, follows: false)
        switch request.extent {
        case .all: break
        case .shown(let filter, let connections): run.plan.filter = try self.filter(filter, connections)
        case .marked(let messages, let connections):
            run.plan.filter = try Filter(connections.isEmpty ? "seq == 0" : "conn in {\(list(connections))}")
            run.selected = .messages(messages, connections: connections)
        }
        return try run.run()
    }

    /// The filter of what is shown; nil for everything.
    private static func filter(_ text: String, _ connections: [Int]) throws -> Filter? {
        let parts = [
            text.isEmpty ? nil : "(\(text))", connections.isEmpty ? nil : "conn in {\(list(connections))}",
        ].compactMap { $0 }
        return parts.isEmpty ? nil : try Filter(parts.joined(separator: " and "))
    }

    private static func list(_ numbers: [Int]) -> String {
        numbers.map(String.init).joined(separator: ", ")
    }
}

extension SessionCondition {
    /// Messages by their numbers, and those of certain connections.
    static func messages(_ numbers: [Int64], connections: [Int]) -> SessionCondition {
        SessionCondition(
            sql: "id IN (SELECT value FROM json_each(?)) OR conn IN (SELECT value FROM json_each(?))",
            values: [
                .text("[" + numbers.map(String.init).joined(separator: ",") + "]"),
                .text("[" + connections.map(String.init).joined(separator: ",") + "]"),
            ])
    }
}
