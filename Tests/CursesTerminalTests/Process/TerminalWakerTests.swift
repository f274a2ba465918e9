import Glibc
import Testing

@testable import CursesTerminal

struct TerminalWakerTests {
    private func isReadable(_ file: Int32) -> Bool {
        var request = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) == 1
    }

    @Test func `calls before it has woken count as one, and a later call counts again`() async {
        let waker = TerminalWaker()
        #expect(!isReadable(waker.file) && !waker.take())
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<1_000 { waker.wake() } } }
        }
        #expect(isReadable(waker.file))
        #expect(waker.take())
        #expect(!isReadable(waker.file) && !waker.take())
        waker.wake()
        #expect(isReadable(waker.file) && waker.take())
    }
}
