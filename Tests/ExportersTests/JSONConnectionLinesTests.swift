import ByteStreams
import Exporters
import Testing
import WebSocketWire

@testable import Dissection

struct JSONConnectionLinesTests {
    @Test func `an opening tells the handshake`() {
        let handshake = Sample.handshake(
            "GET /chat?x=1 HTTP/1.1\nHost: example.com:8080\nUpgrade: websocket\n\n",
            "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nSec-WebSocket-Protocol: chat\n"
                + "Sec-WebSocket-Extensions: permessage-deflate\nSec-WebSocket-Extensions: x-other\n\n",
            duration: 1_204_000)
        #expect(
            JSONLinesExporterTests.line { $0.append(Sample.opening(handshake)) }
                == "{\"type\":\"open\",\"conn\":1,\"time\":1732305600.123456789,\"protocol\":\"websocket\","
                + "\"client\":\"10.0.0.1:52311\",\"server\":\"[2001:db8::2]:80\","
                + "\"url\":\"ws://example.com:8080/chat?x=1\",\"http_version\":\"1.1\",\"status\":101,"
                + "\"subprotocol\":\"chat\",\"extensions\":\"permessage-deflate, x-other\",\"handshake_ms\":1.204,"
                + "\"source\":\"capture\",\"request\":{\"method\":\"GET\",\"target\":\"/chat?x=1\","
                + "\"headers\":[[\"Host\",\"example.com:8080\"],[\"Upgrade\",\"websocket\"]]},"
                + "\"response\":{\"status\":101,\"reason\":\"Switching Protocols\",\"headers\":["
                + "[\"Upgrade\",\"websocket\"],[\"Sec-WebSocket-Protocol\",\"chat\"],"
                + "[\"Sec-WebSocket-Extensions\",\"permessage-deflate\"],[\"Sec-WebSocket-Extensions\",\"x-other\"]]}}\n"
        )
    }

    @Test func `an opening over TLS tells what is known of it, and has a secured address`() {
        let handshake = Sample.handshake("GET /chat HTTP/1.1\nHost: example.com\nUpgrade: websocket\n\n", nil)
        var security = StreamSecurity()
        security.version = "1.3"
        security.cipherSuite = "TLS_AES_128_GCM_SHA256"
        security.serverName = "example.com"
        security.applicationProtocol = "http/1.1"
        security.certificateNames = ["example.com", "*.example.com"]
        let line = JSONLinesExporterTests.line {
            $0.append(Sample.opening(handshake, security: security, httpStream: 5))
        }
        #expect(
            line.contains(
                "\"url\":\"wss://example.com/chat\",\"http_version\":\"1.1\",\"stream\":5,"
                    + "\"tls\":{\"version\":\"1.3\",\"cipher\":\"TLS_AES_128_GCM_SHA256\",\"sni\":\"example.com\","
                    + "\"alpn\":\"http/1.1\",\"names\":[\"example.com\",\"*.example.com\"]},\"source\""), "\(line)")
    }

    @Test func `of TLS of which nothing is known, or the names alone, that much is told`() {
        var security = StreamSecurity()
        let line = { (security: StreamSecurity) in
            JSONLinesExporterTests.line { $0.append(Sample.opening(nil, security: security)) }
        }
        #expect(line(security).contains(",\"tls\":{},"))
        security.certificateNames = ["a"]
        #expect(line(security).contains(",\"tls\":{\"names\":[\"a\"]},"))
    }

    @Test func `an opening without handshake leaves out what it tells`() throws {
        let value = try JSONLinesExporterTests.value { $0.append(Sample.opening(nil, confidence: 0.9)) }
        #expect(
            value
                == .object([
                    "type": .string("open"), "conn": .number("1"), "time": .number("1732305600.123456789"),
                    "protocol": .string("websocket"), "client": .string("10.0.0.1:52311"),
                    "server": .string("[2001:db8::2]:80"), "source": .string("capture"), "midstream": .bool(true),
                    "confidence": .number("0.90"),
                ]))
    }

    @Test func `an opening with one half of a handshake leaves out the other`() throws {
        let request = try JSONLinesExporterTests.value {
            $0.append(Sample.opening(Sample.handshake("GET / HTTP/1.1\nHost: a\nUpgrade: websocket\n\n", nil)))
        }
        #expect((request["status"], request["response"], request["handshake_ms"]) == (nil, nil, nil))
        #expect(request["url"] == .string("ws://a/"))
        let response = try JSONLinesExporterTests.value {
            $0.append(Sample.opening(Sample.handshake(nil, "HTTP/1.1 101 X\nUpgrade: websocket\n\n")))
        }
        #expect((response["url"], response["request"], response["extensions"]) == (nil, nil, nil))
        #expect((response["status"], response["http_version"]) == (.number("101"), .string("1.1")))
    }

    @Test func `header values keep quotes, control bytes and Latin-1`() throws {
        let head =
            "GET / HTTP/1.1\nHost: a\nUpgrade: websocket\nX-Quote: say \"hi\" \\\nX-Control: a\u{1}b\tc\nX-Latin: ?\n"
        let bytes = Array((head + "\n").replacing("\n", with: "\r\n").utf8).map { $0 == 0x3f ? 0xe9 : $0 }
        var reader = HTTPHeadReader()
        var offset = 0
        guard case .request(let request)? = reader.feed(bytes.span.bytes, at: &offset) else {
            Issue.record("no head")
            return
        }
        let value = try JSONLinesExporterTests.value { batch in
            var handshake = Sample.handshake(nil, nil)
            handshake = .init(
                request: request, response: nil, upgrade: Upgrade(request: request, response: nil), duration: nil)
            batch.append(Sample.opening(handshake))
        }
        let fields = [
            ("Host", "a"), ("Upgrade", "websocket"), ("X-Quote", "say \"hi\" \\"), ("X-Control", "a\u{1}b\tc"),
            ("X-Latin", "é"),
        ]
        #expect(value["request"]?["headers"] == .array(fields.map { .array([.string($0.0), .string($0.1)]) }))
    }

    @Test(arguments: 0...100)
    func `every hundredth of a confidence is written as it is`(_ hundredths: Int) throws {
        let value = try JSONLinesExporterTests.value {
            $0.append(Sample.opening(nil, confidence: (Double(hundredths)).rounded() / 100))
        }
        let digits = hundredths < 10 ? "0\(hundredths)" : "\(hundredths)"
        #expect(value["confidence"] == .number(hundredths == 100 ? "1.00" : "0.\(digits)"))
    }

    @Test func `an end tells how, by whom and what was counted`() {
        var (messages, bytes) = (PerDirection(), PerDirection())
        (messages.client, messages.server) = (10, 12)
        (bytes.client, bytes.server) = (100, .max)
        #expect(
            JSONLinesExporterTests.line {
                $0.append(Sample.closing(.clean, by: .fromClient, code: 1000, messages: messages, bytes: bytes))
            }
                == "{\"type\":\"close\",\"conn\":1,\"time\":1732305600.123456789,\"how\":\"clean\",\"by\":\"client\","
                + "\"code\":1000,\"messages\":{\"client\":10,\"server\":12},"
                + "\"bytes\":{\"client\":100,\"server\":18446744073709551615}}\n")
    }

    @Test(arguments: [
        (ConnectionOutcome.refused, "refused"), (.clean, "clean"), (.oneSided, "one-sided"), (.reset, "reset"),
        (.finished, "fin"), (.open, "open"), (.aborted, "aborted"),
    ])
    func `the ways to end have their names`(_ outcome: ConnectionOutcome, _ name: String) throws {
        let value = try JSONLinesExporterTests.value { $0.append(Sample.closing(outcome)) }
        #expect(value["how"] == .string(name))
        #expect((value["by"], value["code"]) == (nil, nil))
    }
}
