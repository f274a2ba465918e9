import Testing

@testable import CursesTerminal

struct TerminalOptionsTests {
    @Test func `options that are not given are as most people want them`() {
        let options = TerminalOptions()
        #expect(options.background == .auto && options.usesColours && options.usesMouse)
        #expect(TerminalOptions.Background.allCases.map(\.rawValue) == ["auto", "light", "dark"])
    }

    @Test(arguments: [
        TerminalError.outputIsNoTerminal, .noKeyboard, .unnamed, .incapable("dumb"), .unknown("x"),
    ])
    func `an error says what to do`(_ error: TerminalError) {
        #expect(error.description.contains("wscope read"))
    }
}
