import Glibc
import Testing

@testable import CursesTerminal

struct TerminalStateTests {
    @Test func `a terminal is given back once, with its settings and the bytes`() throws {
        var (near, far): (Int32, Int32) = (-1, -1)
        try #require(openpty(&near, &far, nil, nil, nil) == 0)
        defer {
            close(near)
            close(far)
        }
        var settings = termios()
        tcgetattr(far, &settings)
        settings.c_oflag = 0
        tcsetattr(far, TCSANOW, &settings)
        let saved = TerminalState.remember(far, settings, restoring: Array("back".utf8))
        var changed = settings
        cfmakeraw(&changed)
        tcsetattr(far, TCSANOW, &changed)
        TerminalState.restore()
        var now = termios()
        tcgetattr(far, &now)
        #expect(now.c_lflag == changed.c_lflag)
        TerminalState.arm(saved)
        TerminalState.restore()
        TerminalState.restore()
        tcgetattr(far, &now)
        #expect(now.c_lflag == settings.c_lflag && now.c_lflag != changed.c_lflag)
        var block = [UInt8](repeating: 0, count: 64)
        let count = read(near, &block, block.count)
        #expect(String(decoding: block.prefix(max(0, count)), as: UTF8.self) == "back")
    }
}
