import Glibc
import InspectorUI
import Synchronization

/// What a run in a thread of its own has to say, for those who look from another one. It takes what else would go to
/// standard error.
final class RunNews: Sendable {
    /// What goes on in the present thread; nil where the run is all that the program does.
    @TaskLocal static var current: RunNews?

    private struct State {
        var status: SourceStatus
        /// Everything that was said, line by line.
        var lines: [String] = []
        var isCancelled = false
    }

    /// Lines that are kept at most.
    private static let mostLines = 1_000

    private let state: Mutex<State>
    private let waker: Mutex<(@Sendable () -> Void)?> = Mutex(nil)

    /// News of a source.
    init(_ status: SourceStatus = SourceStatus()) {
        state = Mutex(State(status: status))
    }

    /// Has somebody called whenever there are some.
    func tell(_ wake: @escaping @Sendable () -> Void) {
        waker.withLock { $0 = wake }
    }

    private func wake() {
        waker.withLock { $0 }?()
    }

    /// Says that nothing more comes.
    func end() {
        change { $0.isEnded = true }
        wake()
    }

    /// What is known at the moment.
    var status: SourceStatus { state.withLock { $0.status } }

    /// Everything that was said.
    var lines: [String] { state.withLock { $0.lines } }

    /// Whether somebody asked the run to end.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Asks the run to end.
    func cancel() {
        state.withLock { $0.isCancelled = true }
    }

    /// Changes what is known.
    func change(_ change: (inout SourceStatus) -> Void) {
        state.withLock { change(&$0.status) }
    }

    /// Takes a remark for the screen, which the summary has as well.
    func show(_ remark: String) {
        change { $0.remarks.append(remark) }
        wake()
    }

    /// What a text for the user is about.
    enum Kind {
        /// Something went wrong.
        case error
        /// Something is worth knowing.
        case remark
        /// It sums up what the screen shows anyway.
        case summary
    }

    /// Takes text for the user.
    func take(_ text: String, _ kind: Kind) {
        state.withLock { state in
            for line in text.split(separator: "\n") where state.lines.count < Self.mostLines {
                state.lines.append(String(line))
                let words = String(line.hasPrefix("wscope: ") ? line.dropFirst(8) : line)
                switch kind {
                case .error: state.status.errors.append(words)
                case .remark: state.status.remarks.append(words)
                case .summary: break
                }
            }
        }
        wake()
    }

    /// Says that something was recorded.
    func recorded() {
        wake()
    }
}
