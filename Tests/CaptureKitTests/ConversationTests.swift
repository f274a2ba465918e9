import CaptureKit
import Testing

struct ConversationTests {
    @Test
    func `a conversation is a capture without faults`() {
        var conversation = Conversation()
        conversation.shakeHands()
        conversation.serverFrame(0x81, Array("hello".utf8))
        conversation.serverFrame(0x82, [UInt8](repeating: 7, count: 70_000))
        conversation.serverFrame(0x88, [3, 232])
        conversation.say(.client, [0x88, 0x82, 1, 2, 3, 4, 3 ^ 1, 232 ^ 2])
        conversation.end()
        let story = Story(of: conversation.list.pcap())
        let lines = story.jsonLines.split(separator: 0x0a).compactMap { JSONLine($0) }
        #expect(lines.map { $0.text("type") } == ["open", "message", "message", "message", "message", "close"])
        #expect(lines[1].text("text") == "hello")
        #expect(lines[2].number("length") == 70_000)
        #expect(lines.last?.text("how") == "clean")
        #expect(story.totals.findings == [:])
        #expect(story.tallies.gaps == 0)
    }
}
