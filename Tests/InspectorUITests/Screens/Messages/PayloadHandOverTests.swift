import Testing

@testable import InspectorUI

struct PayloadHandOverTests {
    @Test func `text is copied as it is, bytes in hexadecimal, and the pager gets them as they are`() throws {
        var stage = try MessagesStage(.usual(), 100, 24, connections: [1], message: 1)
        stage.press("y", "v")
        let effects = stage.takeEffects()
        #expect(
            effects.contains { if case .copy(let text) = $0 { text.hasPrefix(#"{"type":"hello""#) } else { false } })
        #expect(effects.contains { if case .page(let bytes) = $0 { bytes.first == 0x7b } else { false } })
        let session = try SessionView(path: stage.fixture.path)
        let binary = try #require(session.lines(Array(1...session.messageCount)).first { $0.message.opcode == .binary })
        let whole = try #require(session.whole(binary.number, payload: .max))
        #expect(MessagesScreen.copied(whole).text.hasPrefix("000102fffe"))
    }
}
