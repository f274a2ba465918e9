import Glibc

/// A run in a thread of its own, which tells its news instead of writing to standard error.
final class RunThread {
    private final class Body {
        let run: () -> ProgramExit
        var end = ProgramExit.success

        init(_ run: @escaping () -> ProgramExit) {
            self.run = run
        }
    }

    private let body: Body
    private var thread = pthread_t()
    private var isRunning = false

    /// A run that is not started yet.
    init(_ news: RunNews, _ run: sending @escaping () throws -> ProgramExit) {
        body = Body {
            let end = RunNews.$current.withValue(news) { ProgramExit.of(run) }
            news.end()
            return end
        }
    }

    /// Starts it; where the system has no thread for it, it is run at once.
    func start() {
        let box = unsafe Unmanaged.passRetained(body)
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                body.end = body.run()
                return nil
            }, box.toOpaque())
        isRunning = code == 0
        guard !isRunning else { return }
        unsafe box.release()
        body.end = body.run()
    }

    /// Waits for its end, and says how it ended.
    func join() -> ProgramExit {
        if isRunning { pthread_join(thread, nil) }
        isRunning = false
        return body.end
    }
}
