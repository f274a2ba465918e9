package import ByteStreams
package import TextScreen

/// What the interface asks of the program around it.
package protocol InspectorHost: AnyObject {
    /// The time of day.
    var now: Timestamp { get }
    /// Nanoseconds of a clock that never goes back.
    var steady: Int64 { get }
    /// What is known of the source at the moment.
    var status: SourceStatus { get }

    /// Does what the interface asks for.
    func perform(_ effect: Effect)
    /// What has come of it since the last time.
    func news() -> [InspectorEvent]
}

/// Runs the interface: waits for keys and news, works in between, draws. Everything happens in one thread.
package final class InspectorLoop {
    private var inspector: Inspector
    private let terminal: any Terminal
    private let host: any InspectorHost
    private var isOver = false
    private var isStale = true
    /// Whether a key is to be answered by the next drawing.
    private var answersKey = false
    private var lastDraw = Int64.min / 2
    private var lastAnswer = Int64.min / 2
    private var lastLook = Int64.min / 2
    private var lastStatus: SourceStatus?

    /// Nanoseconds between two drawings because of traffic, and between two because of keys.
    private static let frame: Int64 = 33_000_000
    private static let keyFrame: Int64 = 8_000_000
    /// Nanoseconds of work between two looks for keys.
    private static let slice: Int64 = 3_000_000
    /// Nanoseconds between two looks at a session that somebody else writes.
    private static let lookInterval: Int64 = 100_000_000

    /// The interface on a terminal.
    package init(_ inspector: Inspector, on terminal: any Terminal, host: any InspectorHost) {
        self.inspector = inspector
        self.terminal = terminal
        self.host = host
    }

    /// Runs until the interface is left; `begin` is called once the first screen is drawn.
    package func run(begin: () -> Void = {}) {
        draw()
        begin()
        var hasWork = true
        while !isOver {
            if let input = terminal.nextInput(within: patience(hasWork)) {
                take(input)
                var budget = 64
                while !isOver, budget > 0, let more = terminal.nextInput(within: 0) {
                    take(more)
                    budget -= 1
                }
                hasWork = true
            }
            guard !isOver else { return }
            if isStale, host.steady >= nextDraw { draw() }
            if lookForNews() { hasWork = true }
            if hasWork {
                let end = host.steady &+ Self.slice
                hasWork = inspector.work { host.steady >= end }
                isStale = true
            }
        }
    }

    /// Milliseconds to wait for a key; nil for as long as it takes.
    private func patience(_ hasWork: Bool) -> Int? {
        if hasWork { return 0 }
        if isStale { return Int(max(0, (nextDraw &- host.steady &+ 999_999) / 1_000_000)) }
        let status = host.status
        if status.isLive, !status.isEnded { return 1_000 }
        return inspector.followsOthers ? Int(Self.lookInterval / 1_000_000) : nil
    }

    private func take(_ input: TerminalInput) {
        if input != .woken { answersKey = true }
        perform(inspector.update(.terminal(input)))
        isStale = true
    }

    private func perform(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .quit: isOver = true
            case .redraw: terminal.lend {}
            case .copy(let text): terminal.copy(text)
            case .page: terminal.lend { host.perform(effect) }
            case .export, .cancelExport, .save: host.perform(effect)
            }
            isStale = true
        }
    }

    /// Takes what the source, the session and exports have to say; true where there is something new.
    private func lookForNews() -> Bool {
        var isNew = false
        for event in host.news() {
            perform(inspector.update(event))
            isNew = true
        }
        let now = host.steady
        guard now &- lastLook >= Self.frame else { return isNew }
        lastLook = now
        inspector.tick(host.now)
        let status = host.status
        if status != lastStatus {
            lastStatus = status
            perform(inspector.update(.status(status)))
            isStale = true
        }
        if inspector.refresh() { isNew = true }
        if isNew || status.isLive && !status.isEnded { isStale = true }
        return isNew
    }

    /// When what is stale may be drawn: a key does not wait for the sake of traffic that has just been drawn.
    private var nextDraw: Int64 { answersKey ? lastAnswer &+ Self.keyFrame : lastDraw &+ Self.frame }

    private func draw() {
        inspector.prepare(terminal.size)
        var canvas = Canvas(size: terminal.size, isASCII: terminal.isASCII)
        inspector.draw(on: &canvas)
        terminal.show(canvas.screen)
        lastDraw = host.steady
        if answersKey { lastAnswer = lastDraw }
        (isStale, answersKey) = (false, false)
    }
}
