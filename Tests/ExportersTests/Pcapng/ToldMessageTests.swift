import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import Exporters

struct ToldMessageTests {
    @Test func `an incomplete message leaves a frame that is cut`() {
        var connection = SpokenConnection()
        connection.say(
            .fromServer, Array(SpokenConnection.frame(.fromServer, 0x82, Array(repeating: 7, count: 90))[..<50]))
        connection.end([.fromServer, .fromClient])
        let story = connection.finish()
        #expect(story.lines(["message"]).first?.contains("\"incomplete\":true") == true)
        PcapngExporterTests.expectSame(story)
    }

    @Test func `a message interrupted by another stays without an end`() {
        var connection = SpokenConnection()
        connection.frame(.fromClient, 0x01, Array("begun".utf8))
        connection.frame(.fromClient, 0x81, Array("another".utf8))
        connection.close()
        let story = connection.finish()
        #expect(story.lines(["message"]).first?.contains("\"incomplete\":true") == true)
        PcapngExporterTests.expectSame(story)
    }

    @Test func `an incomplete message that is written inflated is incomplete again`() {
        let export = PacketExport { batch in
            Script.open(&batch, extension: "permessage-deflate")
            Script.message(&batch, 1, .fromServer, first: 0xc1, "as far as it came", wire: [1, 2, 3]) {
                $0.isCompressed = true
                var trouble = Message.Trouble()
                trouble.isIncomplete = true
                $0.trouble = trouble
            }
        }
        let lines = export.story.lines(["message"])
        #expect(lines.count == 1)
        #expect(lines.first?.contains("\"text\":\"as far as it came\",\"incomplete\":true") == true)
    }

    @Test(arguments: [0, 5, 70_000])
    func `a message of which no frame is known is written as one`(_ size: Int) {
        let text = String(repeating: "x", count: size)
        for side in Direction.allCases {
            let export = PacketExport { batch in
                Script.open(&batch)
                var message = RestoredMessage()
                message.connection = 1
                message.number = 1
                message.time = Script.time(9)
                message.from = side
                message.length = UInt64(size)
                message.textLength = size
                batch.restore(message, payload: Array(text.utf8).span.bytes)
            }
            let lines = export.story.lines(["message"])
            #expect(lines.count == 1)
            #expect(lines.first?.contains("\"frames\":1,\"compressed\":false,\"text\":\"\(text)\"") == true)
            #expect(export.comments.contains("the frame header of message 1 is made from its length"))
        }
    }
}
