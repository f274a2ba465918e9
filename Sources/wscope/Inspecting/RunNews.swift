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

    /// Takes text for the user: an error, or a remark.
    func take(_ text: String, isRemark: Bool) {
        state.withLock { state in
            for line in text.split(separator: "\n") where state.lines.count < Self.mostLines {
                state.lines.append(String(line))
                let words = line.hasPrefix("wscope: ") ? line.dropFirst(8) : line
                if isRemark {
                    state.status.remarks.append(String(words))
                } else {
                    state.status.errors.append(String(words))
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
