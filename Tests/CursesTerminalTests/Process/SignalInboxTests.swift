import Glibc
import Testing

@testable import CursesTerminal

struct SignalInboxTests {
    private var blocked: [Int32] {
        var mask = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &mask)
        return SignalInbox.numbers.filter { sigismember(&mask, $0) == 1 }
    }

    @Test func `signals are kept, read once, and act as ever where they are let`() {
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        SignalInbox.block()
        #expect(blocked == SignalInbox.numbers)
        let inbox = SignalInbox()
        defer { close(inbox.file) }
        #expect(inbox.next() == nil)
        // To this thread alone: the test's process goes on.
        pthread_kill(pthread_self(), SIGWINCH)
        #expect(inbox.next() == SIGWINCH)
        #expect(inbox.next() == nil)
        #expect(SignalInbox.unblocked { blocked.isEmpty })
        #expect(blocked == SignalInbox.numbers)
    }
}
