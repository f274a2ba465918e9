import Testing

@testable import InspectorUI

struct MessageWordsTests {
    @Test func `close codes, troubles and bytes are told`() throws {
        let close = MessageWords.close([0x03, 0xf3] + Array("late".utf8)).map(\.text).joined()
        #expect(close.contains("1011") && close.contains("Internal Error") && close.contains("late"))
        #expect(MessageWords.close([]).map(\.text).joined().contains("without a code"))
        #expect(MessageWords.hex([1, 0xff][...], limit: 5) == "01 ff")
        #expect(!MessageWords.visible(Array("a\u{1b}b".utf8)).contains("\u{1b}"))
        let fixture = try MessagesFixture.usual()
        let session = try SessionView(path: fixture.path)
        let broken = try #require(session.lines(Array(1...session.messageCount)).first { $0.trouble != nil })
        let words = MessageWords.troubles(broken.message, broken.trouble, kept: broken.payload.count)
        #expect(words.map(\.text).joined().contains("missing"))
    }
}
