import ByteStreams
import Exporters
import Testing
import WebSocketWire

@testable import Dissection

struct CSVConnectionRowsTests {
    @Test func `an opening`() throws {
        var security = StreamSecurity()
        security.version = "1.3"
        security.serverName = "host"
        let handshake = Sample.handshake(
            "GET /path HTTP/1.1\nHost: host\nUpgrade: websocket\nSec-WebSocket-Protocol: chat\n\n",
            """
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            Sec-WebSocket-Accept: x
            Sec-WebSocket-Protocol: chat
            Sec-WebSocket-Extensions: permessage-deflate


            """, duration: 1_204_000)
        let row = try CSVExporterTests.row {
            $0.append(Sample.opening(handshake, confidence: 0.9, security: security, httpStream: 5))
        }
        #expect(
            row == [
                "type": "open", "conn": "1", "time": "1732305600.123456789", "client": "10.0.0.1:52311",
                "server": "[2001:db8::2]:80", "url": "wss://host/path", "http_version": "1.1", "status": "101",
                "subprotocol": "chat", "extensions": "permessage-deflate", "handshake_ms": "1.204", "stream": "5",
                "tls_version": "1.3", "tls_sni": "host", "source": "capture", "confidence": "0.90",
            ])
    }

    @Test(arguments: [
        (ConnectionOutcome.refused, "refused"), (.clean, "clean"), (.oneSided, "one-sided"), (.reset, "reset"),
        (.finished, "fin"), (.open, "open"), (.aborted, "aborted"),
    ])
    func `an end`(_ outcome: ConnectionOutcome, _ how: String) throws {
        var numbers = PerDirection()
        numbers.client = 3
        numbers.server = 1 << 63
        let row = try CSVExporterTests.row {
            $0.append(Sample.closing(outcome, by: .fromServer, code: 1001, messages: numbers, bytes: numbers))
        }
        #expect(
            row == [
                "type": "close", "conn": "1", "time": "1732305600.123456789", "code": "1001", "how": how,
                "by": "server", "client_messages": "3", "server_messages": "9223372036854775808",
                "client_bytes": "3", "server_bytes": "9223372036854775808",
            ])
    }
}
