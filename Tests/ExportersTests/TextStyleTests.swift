import ByteStreams
import JSONText
import Testing
import WebSocketWire

@testable import Exporters

struct TextStyleTests {
    @Test(arguments: [
        (TextRole.client, "36"), (.server, "32"), (.plain, "0"), (.quiet, "2"), (.control, "35"), (.note, "34"),
        (.warning, "33"), (.error, "31"),
    ])
    func `a role has its colour, and ends it`(_ role: TextRole, _ code: String) {
        #expect(printed { $0.styled(role, true, "x") } == "\u{1b}[\(code)mx\u{1b}[0m")
        #expect(printed { $0.styled(role, false, "x") } == "x")
    }

    @Test func `sides and severities have roles`() {
        #expect((TextRole(.fromClient), TextRole(.fromServer)) == (.client, .server))
        #expect(Severity.allCases.map { TextRole($0) } == [.note, .warning, .error])
    }

    @Test(arguments: [
        ("", "    ", "    "), ("ab", "ab  ", "  ab"), ("abcd", "abcd", "abcd"), ("abcde", "abcde", "abcde"),
    ])
    func `text is filled up to a width`(_ text: String, _ left: String, _ right: String) {
        #expect(printed { $0.write(text, width: 4) } == left)
        #expect(printed { $0.write(right: text, width: 4) } == right)
    }
}
