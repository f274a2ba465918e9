import Testing
import TextScreen

struct TerminalTests {
    /// A terminal that keeps what it is shown, and gives what it is told to.
    private final class ScriptedTerminal: Terminal {
        let size = ScreenSize(columns: 3, rows: 1)
        let isASCII = false
        var inputs: [TerminalInput] = [.key(.character("a")), .ended]
        var shown: [Screen] = []

        func show(_ screen: Screen) { shown.append(screen) }
        func nextInput(within milliseconds: Int?) -> TerminalInput? { inputs.isEmpty ? nil : inputs.removeFirst() }
        func lend(_ body: () -> Void) { body() }
        func copy(_ text: String) {}
    }

    @Test func `an interface needs no more than a terminal's promises`() {
        let scripted = ScriptedTerminal()
        let terminal: any Terminal = scripted
        while let input = terminal.nextInput(within: 0), input != .ended {
            var canvas = Canvas(size: terminal.size, isASCII: terminal.isASCII)
            if case .key(let key) = input { canvas.write(key.name, row: 0, column: 0, in: canvas.area) }
            terminal.show(canvas.screen)
        }
        #expect(scripted.shown.map(\.lines) == [["a"]])
    }
}
