import ByteStreams
import TestKit
import Testing

@testable import TLSDecryption

struct HandshakeReaderTests {
    @Test func `messages are found however records cut them`() {
        forEveryChunking(of: [1, 0, 0, 2, 7, 8, 14, 0, 0, 0, 20, 0, 0, 1, 9]) { chunks in
            var reader = HandshakeReader()
            var messages: [HandshakeReader.Message] = []
            for chunk in chunks { messages += reader.feed(chunk.span.bytes) }
            #expect(messages.map(\.type) == [1, 14, 20])
            #expect(messages.map(\.body) == [[7, 8], [], [9]])
            #expect(!reader.isInsideMessage)
        }
    }

    @Test func `a message that is too long is not kept`() {
        var reader = HandshakeReader()
        #expect(reader.feed(bytes: [1, 0xff, 0, 0, 1]) == [])
        #expect(reader.isOverlong && !reader.isInsideMessage)
        #expect(reader.feed(bytes: [14, 0, 0, 0]) == [])
        reader.reset()
        #expect(reader.feed(bytes: [14, 0, 0, 0]).map(\.type) == [14])
    }

    @Test func `a message whose rest is lost is forgotten`() {
        var reader = HandshakeReader()
        #expect(reader.feed(bytes: [1, 0, 0, 9, 1]) == [])
        #expect(reader.isInsideMessage)
        reader.reset()
        #expect(reader.feed(bytes: [2, 0, 0, 0]).map(\.type) == [2])
    }
}
