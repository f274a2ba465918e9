import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import Exporters

struct WireConnectionTests {
    @Test func `what a client says before the answer stands before the answer`() {
        var connection = SpokenConnection(shakesHands: false)
        connection.say(
            .fromClient,
            Array(
                ("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n").utf8))
        connection.frame(.fromClient, 0x81, Array("early".utf8))
        connection.say(
            .fromServer,
            Array(
                ("HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n").utf8))
        connection.close()
        let story = connection.finish()
        #expect(story.lines(["finding"]).contains { $0.contains("data-before-handshake") })
        PcapngExporterTests.expectSame(story)
    }

    @Test(
        arguments: [
            ([.fromServer, .fromClient], nil, .complete, "fin"), ([.fromClient, .fromServer], nil, .complete, "fin"),
            ([], .fromClient, .complete, "reset"), ([], .fromServer, .complete, "reset"),
            ([], nil, .inputEnded, "open"),
        ] as [([Direction], Direction?, StreamEnd, String)])
    func `a connection ends as it did`(_ sides: [Direction], _ aborter: Direction?, _ end: StreamEnd, _ how: String) {
        var connection = SpokenConnection()
        connection.frame(.fromClient, 0x81, Array("hello".utf8))
        connection.end(sides, abortedBy: aborter, end)
        let story = connection.finish()
        #expect(story.lines(["close"]).first?.contains("\"how\":\"\(how)\"") == true)
        PcapngExporterTests.expectSame(story)
    }

    @Test func `a client that ends TCP first does so again`() {
        var connection = SpokenConnection()
        connection.frame(.fromClient, 0x88, [3, 232])
        connection.frame(.fromServer, 0x88, [3, 232])
        connection.end([.fromClient, .fromServer])
        let story = connection.finish()
        #expect(story.lines(["finding"]).contains { $0.contains("client-finished-first") })
        PcapngExporterTests.expectSame(story, ["finding", "close"])
    }

    @Test func `a refusal is written with its body left out`() {
        var connection = SpokenConnection(shakesHands: false)
        connection.say(
            .fromClient,
            Array("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n".utf8))
        connection.say(.fromServer, Array("HTTP/1.1 403 No\r\nContent-Length: 5\r\n\r\nnever".utf8))
        connection.end([.fromServer, .fromClient])
        let story = connection.finish()
        #expect(story.lines(["close"]).first?.contains("refused") == true)
        PcapngExporterTests.expectSame(story)
        let export = PacketExport(bytes: story.export)
        #expect(export.packets.all.contains { $0.missing == 5 })
        #expect(export.comments.contains("the body of this response is not kept"))
    }
}
