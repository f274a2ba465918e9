internal import CNCurses
import Glibc
import Synchronization

/// How the terminal was before, kept where the end of the process finds it: however it ends, the terminal is given back.
///
/// What a signal's handler reads is made beforehand, and never freed.
enum TerminalState {
    @safe private struct Saved {
        let file: Int32
        var settings: termios
        let restoring: UnsafeMutableBufferPointer<UInt8>
    }

    /// The address of what is saved; 0 while the terminal is as it was.
    private static let current = Atomic<UInt>(0)
    /// The address of the handlers that were there before.
    private static let handlers = Atomic<UInt>(0)
    private static let crashes: [6 of Int32] = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE]
    private static let atExit: Void = {
        atexit { TerminalState.restore() }
    }()

    /// Remembers how a terminal is, and the bytes that undo what is about to be done to it. Gives what `arm` takes.
    static func remember(_ file: Int32, _ settings: termios, restoring bytes: [UInt8]) -> UInt {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = unsafe copy.initialize(from: bytes)
        let saved = UnsafeMutablePointer<Saved>.allocate(capacity: 1)
        unsafe saved.initialize(to: Saved(file: file, settings: settings, restoring: copy))
        _ = atExit
        return UInt(bitPattern: saved)
    }

    /// From now on the terminal is to be given back.
    static func arm(_ saved: UInt) {
        current.store(saved, ordering: .sequentiallyConsistent)
    }

    /// The terminal has been given back.
    static func disarm() {
        current.store(0, ordering: .sequentiallyConsistent)
    }

    /// Gives the terminal back; does nothing where it has been. Safe in a signal's handler.
    static func restore() {
        let address = current.exchange(0, ordering: .sequentiallyConsistent)
        guard let saved = unsafe UnsafeMutablePointer<Saved>(bitPattern: address) else { return }
        let before = errno
        let bytes = unsafe saved.pointee.restoring
        unsafe write(saved.pointee.file, bytes.baseAddress, bytes.count)
        unsafe tcsetattr(saved.pointee.file, TCSADRAIN, &saved.pointee.settings)
        errno = before
    }

    /// Gives the terminal back where the process crashes, and then lets it crash as it would have.
    static func restoreOnCrash() {
        guard handlers.load(ordering: .acquiring) == 0 else { return }
        let before = UnsafeMutablePointer<sigaction>.allocate(capacity: crashes.count)
        unsafe before.initialize(repeating: sigaction(), count: crashes.count)
        for index in crashes.indices { unsafe sigaction(crashes[index], nil, before + index) }
        handlers.store(UInt(bitPattern: before), ordering: .sequentiallyConsistent)
        provideStack()
        var action = sigaction()
        unsafe sigfillset(&action.sa_mask)
        action.sa_flags = Int32(truncatingIfNeeded: SA_SIGINFO) | Int32(truncatingIfNeeded: SA_ONSTACK)
        unsafe action.__sigaction_handler.sa_sigaction = { number, information, _ in
            unsafe TerminalState.crash(number, isSent: (information?.pointee.si_code ?? 0) <= 0)
        }
        for index in crashes.indices { unsafe sigaction(crashes[index], &action, nil) }
    }

    /// A crash: the instruction that caused it is run again where there is one, with the handler that was there before.
    private static func crash(_ number: Int32, isSent: Bool) {
        restore()
        let address = handlers.load(ordering: .sequentiallyConsistent)
        if let before = unsafe UnsafeMutablePointer<sigaction>(bitPattern: address) {
            var index = 0
            while index < crashes.count {
                unsafe sigaction(crashes[index], before + index, nil)
                index += 1
            }
        }
        if isSent { raise(number) }
    }

    /// A stack for the handler, since the thread's own may have run out.
    private static func provideStack() {
        var present = unsafe stack_t()
        guard unsafe sigaltstack(nil, &present) == 0, unsafe present.ss_flags & Int32(SS_DISABLE) != 0 else { return }
        let size = 1 << 16
        var stack = unsafe stack_t(
            ss_sp: UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16),
            ss_flags: 0, ss_size: size)
        unsafe sigaltstack(&stack, nil)
    }
}
