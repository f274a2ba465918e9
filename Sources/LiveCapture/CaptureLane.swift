import ByteStreams
import CPcap
import Glibc
import Packets
import Synchronization

/// Where an interface stands.
package struct CaptureReport: Sendable, Hashable {
    /// What it has counted.
    package var statistics = CaptureStatistics()
    /// Whether it went down and has given no packet since. It may come up again.
    package var isDown = false
    /// Whether nothing more comes from it.
    package var isOver = false
    /// Why nothing more comes, where nobody asked for that.
    package var error: CaptureError?

    /// An interface of which nothing is known yet.
    package init() {}
}

/// The reports of all interfaces, which their threads write.
final class ReportBoard: Sendable {
    private let reports: Mutex<[CaptureReport]>

    init(count: Int) {
        reports = Mutex(Array(repeating: CaptureReport(), count: count))
    }

    var all: [CaptureReport] {
        reports.withLock { $0 }
    }

    func update(_ index: Int, _ change: (inout CaptureReport) -> Void) {
        reports.withLock { change(&$0[index]) }
    }
}

/// What the thread of one interface does: fetches packets from the kernel, keeps them, and queues them.
final class CaptureLane<Keeper: PacketKeeper> {
    private let device: CaptureDevice
    private let index: Int
    private let queue: PacketQueue
    private let keeper: Keeper
    private let board: ReportBoard
    private let stop: WakeUp
    private var lastReport: Int64 = 0
    /// When the interface was found to be down, in nanoseconds since 1970; nil while it is up.
    private var downSince: Int64?

    /// Packets after which a busy lane looks at what else there is.
    private static var burst: Int { 1_024 }
    /// Milliseconds in which every packet captured before a stop has been handed over.
    private static var lastWait: Int32 { 3 * CaptureDevice.patience }
    /// Waits at most so often for what was captured before a stop.
    private static var lastWaits: Int { 8 }

    init(
        _ device: CaptureDevice, index: Int, queue: PacketQueue, keeper: Keeper, board: ReportBoard, stop: WakeUp
    ) {
        self.device = device
        self.index = index
        self.queue = queue
        self.keeper = keeper
        self.board = board
        self.stop = stop
    }

    /// Captures until it is stopped, or nothing more comes.
    func run() {
        do throws(CaptureError) {
            while !wait(milliseconds: 1_000) {
                _ = try fetch()
            }
            for _ in 0..<Self.lastWaits where try fetch() < Self.burst {
                guard isReadable(within: Self.lastWait) else { break }
            }
        } catch {
            board.update(index) { $0.error = error }
        }
        report()
        board.update(index) { $0.isOver = true }
        queue.announce()
    }

    /// Fetches a burst of packets at most and says how many there were.
    private func fetch() throws(CaptureError) -> Int {
        var count = 0
        let device = device
        defer {
            queue.announce()
            if count < Self.burst { keeper.pause() }
        }
        while count < Self.burst, let packet = try device.next() {
            let bytes = device.bytes
            keeper.keep(packet, of: index, bytes: bytes)
            queue.add(bytes, at: packet.time, originalLength: packet.originalLength, interface: index)
            count += 1
            if let downSince, packet.time.nanoseconds > downSince { setDown(nil) }
            if packet.time.nanoseconds &- lastReport >= 1_000_000_000 {
                lastReport = packet.time.nanoseconds
                report()
            }
        }
        return count
    }

    private func report() {
        let statistics = device.statistics
        board.update(index) { $0.statistics = statistics }
        keeper.note(statistics, of: index)
    }

    /// Waits for packets, and says whether to stop.
    private func wait(milliseconds: Int32) -> Bool {
        var requests = [
            pollfd(fd: device.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        if unsafe poll(&requests, 2, milliseconds) == 0 { report() }
        if Int32(requests[0].revents) & POLLERR != 0 { setDown(Self.now) }
        return requests[1].revents != 0
    }

    private func setDown(_ time: Int64?) {
        downSince = time
        board.update(index) { $0.isDown = time != nil }
    }

    /// The clock by which the kernel stamps packets.
    private static var now: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    private func isReadable(within milliseconds: Int32) -> Bool {
        var request = pollfd(fd: device.descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&request, 1, milliseconds) > 0
    }
}
