import Testing
import TextScreen

struct StyleTests {
    @Test func `each role has a letter of its own`() {
        #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
        #expect(Role.plain.letter == "." && Role.border.letter == "o")
    }

    @Test func `emphasis is added`() {
        let style = Style(.client, .bold).with(.selected)
        #expect(style == Style(.client, [.bold, .selected]))
    }
}
