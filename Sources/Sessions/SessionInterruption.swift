import CSQLite
import Synchronization

/// Ends what SQLite is at, which may take long, on behalf of the user.
package enum SessionInterruption {
    private static let isRequested = Atomic<Bool>(false)

    /// Asks every reading of a session to end with an error. A signal's handler may call this.
    package static func request() {
        isRequested.store(true, ordering: .relaxed)
    }

    /// Makes a database look now and then whether it is to end.
    static func watch(_ handle: OpaquePointer) {
        unsafe sqlite3_progress_handler(
            handle, 100_000, { _ in SessionInterruption.isRequested.load(ordering: .relaxed) ? 1 : 0 }, nil)
    }
}
