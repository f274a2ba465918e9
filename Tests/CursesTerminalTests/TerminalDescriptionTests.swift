import Testing

@testable import CursesTerminal

struct TerminalDescriptionTests {
    @Test(
        arguments: [
            (TerminalOptions.Background.auto, nil, false), (.auto, "0;15", true), (.auto, "0;default;7", true),
            (.auto, "15;0", false), (.auto, "", false), (.auto, ";", false), (.light, "15;0", true),
            (.dark, "0;15", false),
        ] as [(TerminalOptions.Background, String?, Bool)])
    func `the background is what is asked for, or what the environment says`(
        _ background: TerminalOptions.Background, _ colours: String?, _ isLight: Bool
    ) {
        #expect(TerminalDescription.isLight(background, colours) == isLight)
    }

    @Test(
        arguments: [
            ("xterm-kitty", nil, true), ("foot", nil, true), ("x", "truecolor", true), ("teletype", nil, false),
        ]
            as [(String, String?, Bool)])
    func `an unknown terminal is taken for xterm where its name promises it`(
        _ name: String, _ term: String?, _ is: Bool
    ) {
        #expect(TerminalDescription.substitutes(of: name, colourTerm: term).first == (`is` ? "xterm-256color" : nil))
    }

    @Test(arguments: [("a$<5>b", "ab"), ("$<5*/>", ""), ("a$b$<", "a$b$<"), ("", "")])
    func `pauses are left out`(_ text: String, _ expected: String) {
        #expect(TerminalDescription.withoutDelays(Array(text.utf8)) == Array(expected.utf8))
    }

    @Test func `what is switched on is switched off again`() {
        for usesMouse in [true, false] {
            let on = String(decoding: TerminalDescription.enabling(usesMouse: usesMouse), as: UTF8.self)
            let off = String(decoding: TerminalDescription.disabling(usesMouse: usesMouse), as: UTF8.self)
            #expect(Set(on.split(separator: "h")) == Set(off.split(separator: "l")))
            #expect(on.contains("1000") == usesMouse)
        }
    }
}
