import ByteStreams
import DemoTraffic
import Dissection
import Glibc
import HTTP2Dissection

/// One demonstration: scripted peers, dissected as if they had been seen on a network. Its first minutes have happened
/// already when it begins; then it goes on with the clock until the user ends it.
struct DemoRun {
    let plan: TrafficPlan
    let seed: UInt64

    /// Nanoseconds that have happened already.
    private static let history: Int64 = 120_000_000_000
    /// Milliseconds between two looks at the clock, at most.
    private static let patience: Int64 = 500

    /// Plays until the user ends it, and says how the program ends.
    func run() throws -> ProgramExit {
        var sink = try TrafficSink.opened(plan, source: "demo")
        var options = plan.dissection
        options.source = .live
        var dissector = HTTP2Dissector(options: options)
        var demo = DemoTraffic(
            seed: seed, start: Timestamp(nanoseconds: Clock.now.nanoseconds &- Self.history))
        var batch = TrafficBatch()
        while !ProcessSetup.isInterrupted, !sink.isClosed {
            let now = Clock.now
            while demo.nextTime <= now, !ProcessSetup.isInterrupted {
                demo.next { stream, time, event in dissector.accept(event, of: stream, at: time, into: &batch) }
                if batch.isFull { sink.take(&batch) }
            }
            sink.take(&batch)
            sink.flush()
            sink.commit()
            wait(until: demo.nextTime)
        }
        let end = sink.finish()
        return ProcessSetup.isInterrupted ? .interrupted : end
    }

    private func wait(until time: Timestamp) {
        let left = time.since(Clock.now) / 1_000_000 &+ 1
        var request = pollfd(fd: ProcessSetup.interruption, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&request, 1, Int32(max(1, min(left, Self.patience))))
    }
}
