import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection

struct TrafficRestoringTests {
    @Test func `what was told once is told again as it was`() {
        var talk = Conversation.upgraded("permessage-deflate")
        talk.say(.fromClient, "hello")
        talk.send(.fromServer, talk.frame(.fromServer, .ping, [1]))
        talk.send(.fromClient, talk.frame(.fromClient, .pong, [1]))
        talk.lose(.fromServer, 3)
        talk.end()
        var first = TrafficBatch()
        talk.play(into: &first)
        var second = TrafficBatch()
        for index in 0..<first.count { Self.restore(first[index], of: first, into: &second) }
        #expect(second.lines == first.lines && !first.lines.isEmpty)
        #expect(second.totals == first.totals)
    }

    private static func restore(
        _ event: TrafficEvent, of batch: borrowing TrafficBatch, into copy: inout TrafficBatch
    ) {
        switch event {
        case .opened(let opening): copy.restore(opening)
        case .closed(let closing): copy.restore(closing)
        case .finding(let finding): copy.restore(finding)
        case .frame(let frame): copy.restore(frame)
        case .message(let message):
            var facts = RestoredMessage()
            facts.connection = message.connection
            facts.number = message.number
            facts.time = message.time
            facts.from = message.from
            facts.opcode = message.opcode
            facts.isCompressed = message.isCompressed
            facts.isCapped = message.isCapped
            facts.frames = message.frames
            facts.length = message.length
            facts.wireLength = message.wireLength
            facts.textLength = message.textLength
            facts.answer = message.answer
            facts.trouble = batch.trouble(of: message)
            let bytes = batch.withBytes(of: message) { span in span.withUnsafeBytes { Array($0) } }
            copy.restore(facts, payload: bytes.span.bytes)
        }
    }

    @Test(arguments: [-5, 0, 2, 99])
    func `text is never longer than what is kept`(_ length: Int) {
        var batch = TrafficBatch()
        var message = RestoredMessage()
        message.textLength = length
        batch.restore(message, payload: ([65, 66, 67] as [UInt8]).span.bytes)
        guard case .message(let told) = batch[0] else {
            Issue.record("no message")
            return
        }
        #expect(told.textLength == min(3, max(0, length)))
    }

    @Test(arguments: [("", 0), ("a", 0), ("ab", 2), ("aé", 2), ("a€b", 3), ("a€b", 4), ("a😀", 4)])
    func `a payload that is told again is cut at a limit, text between its characters`(_ text: String, _ limit: Int) {
        var batch = TrafficBatch()
        batch.keptPayload = limit
        var message = RestoredMessage()
        let bytes = Array(text.utf8)
        message.textLength = bytes.count
        batch.restore(message, payload: bytes.span.bytes, compressed: bytes.span.bytes)
        message.opcode = .ping
        batch.restore(message, payload: bytes.span.bytes)
        let messages = batch.events.compactMap { if case .message(let message) = $0 { message } else { nil } }
        #expect(messages.map(\.isCapped) == [bytes.count > limit, false])
        let kept = batch.withBytes(of: messages[0]) { $0.withUnsafeBytes { Array($0) } }
        #expect(kept == Array(bytes.prefix(limit)))
        let shown = messages[0].textLength.map { String(validating: kept[..<$0], as: UTF8.self) }
        #expect(shown.flatMap { $0 }.map { text.hasPrefix($0) } == true)
        #expect((batch.withCompressedBytes(of: messages[0]) { $0.byteCount } == nil) == (bytes.count > limit))
    }

    @Test(arguments: [([0xff, 0x61], 2), ([0x61, 0xe2, 0x82], 3), ([0xc3, 0xa9], 1)] as [([UInt8], Int)])
    func `what is said to be text and is not is bytes`(_ bytes: [UInt8], _ length: Int) {
        var batch = TrafficBatch()
        var message = RestoredMessage()
        message.textLength = length
        batch.restore(message, payload: bytes.span.bytes)
        guard case .message(let told) = batch[0] else {
            Issue.record("no message")
            return
        }
        #expect(told.textLength == nil)
    }
}
