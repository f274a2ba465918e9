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
    /// The filter to begin with.
    let filter: String
    /// Whether the summary is left out at the end.
    let isQuiet: Bool

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
    }

    /// Whether there is a terminal to show the interface on.
    static var isPossible: Bool { isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1 }

    /// Shows the interface until it is left; `thread` fills the session meanwhile, and says how the program ends.
    func run(_ thread: RunThread?, news: RunNews) throws -> ProgramExit {
        let config = ConfigFile()
        CursesTerminal.blockSignals()
        try makeSession()
        let terminal = try opened(config)
        let waker = terminal.waker
        news.tell { waker.wake() }
        for remark in config.remarks { news.take("\(config.path ?? "config"): \(remark)", isRemark: true) }
        let inspector = try inspector(config)
        let desk = InspectorDesk(session: place.path, news: news, config: config) { waker.wake() }
        InspectorLoop(inspector, on: terminal, host: desk).run { thread?.start() }
        terminal.close()
        desk.finish()
        ProcessSetup.requestEnd()
        let end = thread?.join() ?? .success
        if !isQuiet { for line in news.lines { Diagnostics.write(line) } }
        return end == .interrupted ? .success : end
    }

    /// News of what is shown, with which a run begins.
    func news(isLive: Bool, isEnded: Bool = false) -> RunNews {
        var status = SourceStatus()
        (status.name, status.isLive, status.isEnded) = (name, isLive, isEnded)
        if case .temporary = place { status.isTemporary = true }
        return RunNews(status)
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
