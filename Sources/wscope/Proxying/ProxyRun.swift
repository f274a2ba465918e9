import Dissection
import Glibc
import Interception
import LiveCapture
import ProxyServer

/// One proxy: from its sockets to the output, until the user ends it.
struct ProxyRun {
    let listeners: [ProxyConfiguration.Listener]
    let credentials: ProxyCredentials?
    let plan: TrafficPlan

    /// Milliseconds that traffic gathers before it is written.
    private static let gathering: Int32 = 10

    /// What is shown, by name.
    var name: String { listeners.map { "\($0.mode.name) \($0.address)" }.joined(separator: ", ") }

    /// Relays, and says how the program ends.
    func run() throws -> ProgramExit {
        var sink = try TrafficSink.opened(plan, source: "proxy \(name)")
        do throws(ProxyRunError) {
            return try relay(&sink)
        } catch {
            sink.abandon()
            Diagnostics.write("wscope: \(error.words)")
            return error.end
        }
    }

    private func relay(_ sink: inout TrafficSink) throws(ProxyRunError) -> ProgramExit {
        let (wakeUp, queue, server) = try opened()
        begin(server)
        var totals = TrafficTotals()
        // A session that may not grow any more ends the recording, and not the connections.
        while !sink.isClosed || sink.isFull, !ProcessSetup.isInterrupted {
            let isIdle = !write(queue, to: &sink, &totals)
            sink.flush()
            if isIdle { sink.commit() }
            wait(for: wakeUp, isCommitted: !sink.isUncommitted)
        }
        server.stop()
        _ = write(queue, to: &sink, &totals)
        let end = sink.finish()
        if !plan.options.quiet {
            Diagnostics.put(Summary.lines(of: totals).map { "wscope: \($0)\n" }.joined())
        }
        return ProcessSetup.isInterrupted ? .interrupted : end
    }

    private func opened() throws(ProxyRunError) -> (WakeUp, TrafficQueue, ProxyServer) {
        OpenFiles.allowMost()
        do {
            let wakeUp = try WakeUp()
            let queue = TrafficQueue { wakeUp.ring() }
            var options = plan.dissection
            options.source = .proxy
            let news = RunNews.current
            var configuration = ProxyConfiguration(
                listeners, dissection: options, clock: { Clock.now },
                remark: { words in RunNews.$current.withValue(news) { Diagnostics.remark("wscope: \(words)") } })
            configuration.credentials = credentials
            return (wakeUp, queue, try ProxyServer(configuration, into: queue))
        } catch {
            throw ProxyRunError(words: "\(error)", end: error is ProxyError ? .cannotListen : .unreadableInput)
        }
    }

    private func begin(_ server: ProxyServer) {
        for (listener, address) in zip(listeners, server.addresses) {
            if !listener.address.isLoopback {
                Diagnostics.remark("wscope: other machines can use the proxy on \(address)")
            }
            if !plan.options.quiet { Diagnostics.remark("wscope: \(listener.mode.name) listens on \(address)") }
        }
    }

    /// Writes what has come; says whether there was something.
    private func write(_ queue: TrafficQueue, to sink: inout TrafficSink, _ totals: inout TrafficTotals) -> Bool {
        queue.drain { batch in
            totals = batch.totals
            if !sink.isFull { sink.take(&batch) }
        }
    }

    /// Waits for traffic or the user. What comes then gathers for a moment, since each waking costs the connections
    /// time.
    private func wait(for wakeUp: WakeUp, isCommitted: Bool) {
        var requests = [
            pollfd(fd: ProcessSetup.interruption, events: Int16(POLLIN), revents: 0),
            StandardOutput.closing(isUsed: plan.options.outputPath == nil),
            pollfd(fd: wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let patience: Int32 = isCommitted ? 1_000 : 50
        guard unsafe poll(&requests, 3, patience) > 0, requests[2].revents != 0 else { return }
        wakeUp.rest()
        _ = unsafe poll(&requests, 2, Self.gathering)
    }
}

/// Why a proxy does not run, and how the program ends then.
private struct ProxyRunError: Error {
    let words: String
    let end: ProgramExit
}

/// How many files the process may have open.
enum OpenFiles {
    /// Allows as many as the system does.
    static func allowMost() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
