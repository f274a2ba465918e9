import Glibc
import LiveCapture
import Packets

/// One live analysis: from open interfaces to standard output, until the user ends it.
struct LiveRun {
    let devices: [CaptureDevice]
    let filter: String?
    let plan: TrafficPlan

    /// The interfaces as a savefile declares them.
    var interfaces: [PcapngWriter.Interface] {
        devices.map {
            PcapngWriter.Interface(
                name: $0.name, linkType: $0.linkType, snapLength: $0.snapLength, filter: filter)
        }
    }

    /// Captures, and says how the program ends.
    func run(_ keeper: some CaptureKeeper) throws -> ProgramExit {
        let sink = try TrafficSink.opened(plan, source: devices.map(\.name).joined(separator: " "))
        do throws(CaptureError) {
            let queue = try PacketQueue()
            let capture = try LiveCapture(devices, queue: queue, keeper: keeper)
            let log = CaptureLog(interfaces: devices.map(\.name), options: plan.options)
            log.begin(devices, filter: filter)
            return dissect(capture, queue, sink, keeper, log)
        } catch {
            Diagnostics.write("wscope: \(error)")
            return ProgramExit(error)
        }
    }

    private func dissect(
        _ capture: LiveCapture, _ queue: PacketQueue, _ sink: consuming TrafficSink, _ keeper: some CaptureKeeper,
        _ log: consuming CaptureLog
    ) -> ProgramExit {
        var dissection = LiveDissection(sink, linkTypes: devices.map(\.linkType), plan: plan)
        var isStopped = false
        while !dissection.isClosed || dissection.isFull && keeper.isKeeping {
            let isOver = capture.reports.allSatisfy(\.isOver)
            dissection.followKeys { keeper.keep(secrets: $0) }
            dissection.take(from: queue)
            log.tell(capture.reports, lost: queue.lost, failure: keeper.failure)
            if isOver { break }
            if ProcessSetup.isInterrupted, !isStopped {
                capture.stop()
                isStopped = true
            }
            let interruption = isStopped ? -1 : ProcessSetup.interruption
            let patience: Int32 =
                dissection.isHolding
                ? 20
                : plan.onlyRecords && dissection.isUncommitted ? 50 : dissection.followsKeys ? 100 : 1_000
            if wait(for: queue, or: interruption, milliseconds: patience) == .closed { break }
        }
        capture.finish()
        dissection.take(from: queue)
        dissection.followKeys(isLast: true) { keeper.keep(secrets: $0) }
        keeper.close()
        let end = dissection.finish()
        if dissection.isClosed, !dissection.isFull { return end }
        log.tell(capture.reports, lost: queue.lost, failure: keeper.failure)
        log.end(capture.reports, lost: queue.lost, summary: dissection.summary)
        if ProcessSetup.isInterrupted { return .interrupted }
        if dissection.isFull { return end }
        return end == .success ? .noPermission : end
    }

    private enum Wait {
        /// There may be something to do.
        case over
        /// Nobody reads standard output any more.
        case closed
    }

    private func wait(for queue: PacketQueue, or interruption: Int32, milliseconds: Int32) -> Wait {
        var requests = [
            pollfd(fd: queue.wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
            StandardOutput.closing(isUsed: plan.options.outputPath == nil),
            pollfd(fd: interruption, events: Int16(POLLIN), revents: 0),
        ]
        guard unsafe poll(&requests, 3, milliseconds) > 0 else { return .over }
        return Int32(requests[1].revents) & (POLLERR | POLLNVAL) != 0 ? .closed : .over
    }
}
