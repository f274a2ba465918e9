import Glibc

/// A capture that runs, with a thread for each interface.
package final class LiveCapture {
    /// What a thread is given when it starts.
    private final class Work {
        let run: () -> Void

        init(_ run: @escaping () -> Void) {
            self.run = run
        }
    }

    private let stopping: WakeUp
    private let board: ReportBoard
    private var threads: [pthread_t] = []

    /// Starts to capture on interfaces, which belong to their threads from then on. Packets go to the queue, and
    /// before that to the keeper.
    package init(
        _ devices: [CaptureDevice], queue: PacketQueue, keeper: some PacketKeeper
    ) throws(CaptureError) {
        stopping = try WakeUp()
        board = ReportBoard(count: devices.count)
        for (index, device) in devices.enumerated() {
            let lane = CaptureLane(
                device, index: index, queue: queue, keeper: keeper, board: board, stop: stopping)
            do throws(CaptureError) {
                try start(lane.run)
            } catch {
                finish()
                throw error
            }
        }
    }

    /// Where each interface stands.
    package var reports: [CaptureReport] {
        board.all
    }

    /// Asks the threads to hand over what is captured already, and to end.
    package func stop() {
        stopping.ring()
    }

    /// Stops, and waits for the threads to end.
    package func finish() {
        stop()
        for thread in threads { _ = pthread_join(thread, nil) }
        threads = []
    }

    private func start(_ run: @escaping () -> Void) throws(CaptureError) {
        let work = unsafe Unmanaged.passRetained(Work(run))
        var thread = pthread_t()
        let result = unsafe pthread_create(
            &thread, nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, work.toOpaque())
        guard result == 0 else {
            unsafe work.release()
            throw .noResources(reason: unsafe String(cString: strerror(result)))
        }
        threads.append(thread)
    }
}
