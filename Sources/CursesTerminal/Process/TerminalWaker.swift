internal import CNCurses
import Glibc
import Synchronization

/// Wakes the interface from any thread. Calls before it has woken count as one.
package final class TerminalWaker: Sendable {
    /// What can be read once somebody called; -1 where the system had none to give.
    let file: Int32
    private let isCalled = Atomic(false)

    init() {
        file = ncurses_waker()
    }

    deinit {
        if file >= 0 { close(file) }
    }

    /// Lets the interface's wait end with `.woken`.
    package func wake() {
        guard !isCalled.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var one: UInt64 = 1
        _ = unsafe write(file, &one, 8)
    }

    /// Whether somebody called since the last time.
    func take() -> Bool {
        guard isCalled.load(ordering: .acquiring) else { return false }
        var number: UInt64 = 0
        _ = unsafe read(file, &number, 8)
        isCalled.store(false, ordering: .releasing)
        return true
    }
}
