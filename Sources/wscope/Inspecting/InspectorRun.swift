import CursesTerminal
import Glibc
import InspectorUI
import Sessions
import TextScreen

/// One use of the terminal interface: a session, who records it meanwhile, and what stands before the user.
struct InspectorRun {
    /// What is shown, by name.
    let name: String
    /// The session, and whether it goes with the interface.
    let place: Place
    /// The files of which it is made.
    var inputs: [String] = []
    /// The filter to begin with.
    let filter: String

    /// Where the session is.
    enum Place {
        /// It is there already, and stays.
        case existing(String)
        /// It is made now and stays.
        case kept(String)
        /// It is made now and is gone in the end.
        case temporary(TemporarySession)

        var path: String {
            switch self {
            case .existing(let path), .kept(let path): path
            case .temporary(let session): session.path
            }
        }

        var isTemporary: Bool {
            if case .temporary = self { true } else { false }
        }
    }

    /// Whether there is a terminal to show the interface on, and one to press keys on. Where standard input is what is
    /// read, that is the terminal from which the program was started.
    static func isPossible(readingInput: Bool = false) -> Bool {
        guard isatty(STDOUT_FILENO) == 1 else { return false }
        guard isatty(STDIN_FILENO) == 0 else { return true }
        guard readingInput, case let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC), terminal >= 0 else {
            return false
        }
        close(terminal)
        return true
    }

    /// Shows the interface until it is left; `thread` fills the session meanwhile, and says how the program ends.
    func run(_ thread: RunThread?, news: RunNews) throws -> ProgramExit {
        let config = ConfigFile()
        for remark in config.remarks { news.take("wscope: \(remark)", .remark) }
        CursesTerminal.blockSignals()
        let (inspector, terminal) = try prepared(config)
        let waker = terminal.waker
        news.tell { waker.wake() }
        let desk = InspectorDesk(session: place.path, inputs: inputs, news: news, config: config) { waker.wake() }
        InspectorLoop(inspector, on: terminal, host: desk).run { thread?.start() }
        terminal.close()
        desk.finish()
        ProcessSetup.requestEnd()
        // Whoever does not want to wait for the end of what is in hand presses Ctrl-C.
        ProcessSetup.finishOnInterrupt()
        let end = thread?.join() ?? .success
        for line in news.lines { Diagnostics.put(line + "\n") }
        if terminal.endingSignal != nil { return .interrupted }
        return end == .interrupted ? .success : end
    }

    /// News of what is shown, with which a run begins.
    func news(isLive: Bool, isEnded: Bool = false) -> RunNews {
        var status = SourceStatus()
        (status.name, status.isLive, status.isEnded) = (name, isLive, isEnded)
        status.isTemporary = place.isTemporary
        return RunNews(status)
    }

    /// The session, the interface to it, and the terminal; where one of them is not to be had, nothing stays.
    private func prepared(_ config: ConfigFile) throws -> (Inspector, CursesTerminal) {
        try makeSession()
        do {
            let inspector = try inspector(config)
            return (inspector, try opened(config))
        } catch {
            if case .kept(let path) = place { SessionFile.remove(path) }
            throw error
        }
    }

    /// Makes the session where it is not there yet.
    private func makeSession() throws {
        if case .existing = place { return }
        do throws(SessionError) {
            try SessionFile.make(place.path, [("program", "wscope \(Wscope.version)"), ("source", name)])
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.usage
        }
    }

    private func opened(_ config: ConfigFile) throws -> CursesTerminal {
        do throws(TerminalError) {
            let terminal = try CursesTerminal(config.terminalOptions)
            CursesTerminal.restoreOnCrash()
            return terminal
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.usage
        }
    }

    private func inspector(_ config: ConfigFile) throws -> Inspector {
        do throws(SessionError) {
            return try Inspector(
                session: place.path, settings: config.settings, filter: filter, now: Clock.now,
                zone: { TrafficOptions.zoneOffset($0) })
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.unreadableInput
        }
    }
}
