import Dissection
import JSONText
import Testing
import WebSocketWire

@testable import Exporters

struct MessageSummariesTests {
    static func handshake(_ subprotocol: String) -> ConnectionOpening.Handshake {
        Sample.handshake(
            """
            GET /x HTTP/1.1
            Host: a
            Upgrade: websocket
            Sec-WebSocket-Protocol: \(subprotocol)


            """,
            """
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            Sec-WebSocket-Protocol: \(subprotocol)


            """)
    }

    static let publish: [UInt8] = [0x30, 0x05, 0x00, 0x01, 0x74, 0x68, 0x69]

    @Test func `a message is read by what its connection agreed on`() {
        let without = TranscriptExporterTests.text { Sample.message(&$0, .binary, Self.publish) }
        #expect(without.hasSuffix("  30 05 00 01 74 68 69\n"))
        let with = TranscriptExporterTests.text(selection: .messages) { batch in
            batch.append(Sample.opening(Self.handshake("mqtt")))
            Sample.message(&batch, .binary, Self.publish)
        }
        #expect(with.hasSuffix("  [MQTT PUBLISH t qos 0 · 2 bytes] 30 05 00 01 74 68 69\n"))
    }

    @Test func `what a connection agreed on is forgotten when it is closed`() {
        let text = TranscriptExporterTests.text(selection: .messages) { batch in
            batch.append(Sample.opening(Self.handshake("mqtt")))
            batch.append(Sample.closing(.clean))
            Sample.message(&batch, .binary, Self.publish)
        }
        #expect(text.hasSuffix("  30 05 00 01 74 68 69\n"))
    }

    @Test func `a language that the messages themselves show is seen without a handshake`() {
        let text = TranscriptExporterTests.text { batch in
            Sample.message(&batch, .text, Array(#"42["hi",1]"#.utf8))
            Sample.message(&batch, .text, Array(#"{"jsonrpc":"2.0","id":1,"method":"m"}"#.utf8))
            Sample.message(&batch, .text, Array(#"{"id":1}"#.utf8))
        }
        let lines = text.split(separator: "\n")
        #expect(lines[0].hasSuffix(#"  [Socket.IO EVENT "hi"] 42["hi",1]"#))
        #expect(lines[1].hasSuffix(#"  [JSON-RPC → m id 1] {"jsonrpc":"2.0","id":1,"method":"m"}"#))
        #expect(lines[2].hasSuffix(#"  {"id":1}"#))
    }

    @Test func `a CONNECT says by which version of MQTT later packets are read`() {
        let connect: [UInt8] = [
            0x10, 0x0d, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 60, 0, 1, 0x63,
        ]
        let zero: [UInt8] = [0x30, 0x04, 0x00, 0x01, 0x74, 0x00]
        let text = TranscriptExporterTests.text { batch in
            Sample.message(&batch, .binary, connect)
            Sample.message(&batch, .binary, zero) { $0.from = .fromServer }
        }
        #expect(text.contains(#"[MQTT CONNECT 3.1.1 client "c"] 10 0d"#))
        #expect(text.contains("[MQTT PUBLISH t qos 0 · 1 byte] 30 04"))
    }

    @Test func `the address of Socket.IO says enough`() {
        let handshake = Sample.handshake(
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\nHost: a\nUpgrade: websocket\n\n",
            "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\n\n")
        let text = TranscriptExporterTests.text(selection: .messages) { batch in
            batch.append(Sample.opening(handshake))
            Sample.message(&batch, .text, Array("2".utf8))
        }
        #expect(text.hasSuffix("  [Engine.IO ping] 2\n"))
    }

    @Test func `pings, close frames and messages in doubt have no summary`() {
        let call = Array(#"{"jsonrpc":"2.0","id":1,"method":"m"}"#.utf8)
        let text = TranscriptExporterTests.text { batch in
            Sample.message(&batch, .ping, call)
            Sample.message(&batch, .text, call) { unusual in
                var trouble = Message.Trouble()
                trouble.doubt = [.contextLost]
                unusual.trouble = trouble
            }
        }
        #expect(!text.contains("["))
    }

    @Test func `a message that is capped is summed up as far as it goes`() {
        let text = TranscriptExporterTests.text { batch in
            Sample.message(&batch, .text, Array(#"{"jsonrpc":"2.0","method":"m","par"#.utf8)) { $0.isCapped = true }
            Sample.message(&batch, .text, Array(#"{"jsonrpc":"2.0","method":"m","par"#.utf8))
        }
        #expect(text.contains("[JSON-RPC → m] {\"jsonrpc\""))
        #expect(text.split(separator: "\n")[1].hasSuffix(#"  {"jsonrpc":"2.0","method":"m","par"#))
    }

    @Test func `what strangers say in a summary is made visible`() {
        let text = TranscriptExporterTests.text { batch in
            Sample.message(&batch, .text, Array(#"42["\u001b[31m\u202e"]"#.utf8))
        }
        #expect(text.contains(#"[Socket.IO EVENT "\x1b[31m\u{202e}"] 42"#))
    }

    @Test(arguments: [60, 80, 81, 85, 90, 100, 133, 200])
    func `a line with a summary fits the terminal, and the payload is still there`(_ columns: Int) {
        let long = String(repeating: "é", count: 60)
        let payload = "42[\"\(long)\",\"" + String(repeating: "x", count: 200) + "\"]"
        let text = TranscriptExporterTests.text(columns: columns) { Sample.message(&$0, .text, Array(payload.utf8)) }
        #expect(text.unicodeScalars.count - 1 <= max(columns, 79), "\(text)")
        #expect(text.contains("42[\"") && text.hasSuffix("…\n"))
        if columns >= 90 { #expect(text.contains("[Socket.IO EVENT")) }
    }

    @Test func `a summary is coloured where lines are`() {
        let text = TranscriptExporterTests.text(isColoured: true) {
            Sample.message(&$0, .text, Array(#"42["hi"]"#.utf8))
        }
        #expect(text.contains("\u{1b}[34m[Socket.IO EVENT \"hi\"] \u{1b}[0m42[\"hi\"]"))
    }

    @Test func `no more connections are remembered than the limit`() {
        var summaries = MessageSummaries()
        for connection in 0..<MessageSummaries.mostConnections + 10 {
            summaries.accept(
                ConnectionOpening(
                    connection: connection, time: Sample.time, client: Sample.client, server: Sample.server,
                    source: .capture, handshake: Self.remembered, confidence: nil, security: nil, httpStream: nil))
        }
        #expect(summaries.count == MessageSummaries.mostConnections)
    }

    private static let remembered = handshake("mqtt")

    @Test func `connections that agreed on nothing are not remembered`() {
        var summaries = MessageSummaries()
        guard case .opened(let opening) = Sample.opening(nil) else { return }
        summaries.accept(opening)
        #expect(summaries.count == 0)
    }
}
