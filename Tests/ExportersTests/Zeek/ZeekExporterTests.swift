import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct ZeekExporterTests {
    private static let request = """
        GET /chat%20room?a=1 HTTP/1.1
        Host: example.com:8080
        User-Agent: Test\\1
        Upgrade: websocket
        Sec-WebSocket-Protocol: chat, superchat
        Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x-odd; a="b,c"


        """
    private static let response = """
        HTTP/1.1 101 Switching Protocols
        Upgrade: websocket
        Sec-WebSocket-Accept: x
        Sec-WebSocket-Protocol: chat
        Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover


        """

    private static func log(closed: Timestamp? = nil, _ fill: (inout TrafficBatch) -> Void) -> String {
        var batch = TrafficBatch()
        fill(&batch)
        return printed { output in
            var exporter = ZeekExporter(opened: Timestamp(nanoseconds: 1_732_269_600_000_000_000))
            exporter.begin(&output)
            exporter.write(batch, to: &output)
            if let closed { exporter.closed = closed }
            exporter.finish(&output)
        }
    }

    /// The lines about connections.
    private static func lines(_ log: String) -> [[Substring]] {
        log.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
    }

    @Test func `a log without connections`() {
        #expect(
            Self.log(closed: Timestamp(nanoseconds: 1_732_269_601_999_999_999)) { _ in } == """
                #separator \\x09
                #set_separator\t,
                #empty_field\t(empty)
                #unset_field\t-
                #path\twebsocket
                #open\t2024-11-22-10-00-00
                #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\thost\turi\tuser_agent\tsubprotocol\t\
                client_protocols\tserver_extensions\tclient_extensions
                #types\ttime\tstring\taddr\tport\taddr\tport\tstring\tstring\tstring\tstring\tvector[string]\t\
                vector[string]\tvector[string]
                #close\t2024-11-22-10-00-01

                """)
    }

    @Test func `a connection`() throws {
        let log = Self.log { $0.append(Sample.opening(Sample.handshake(Self.request, Self.response))) }
        let line = try #require(Self.lines(log).first)
        #expect(line[0] == "1732305600.123457")
        #expect(line[1].utf8.count == 18)
        #expect(
            line[2...].map(String.init) == [
                "10.0.0.1", "52311", "2001:db8::2", "80", "example.com", "/chat room?a=1", "Test\\x5c1", "chat",
                "chat,superchat", "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_max_window_bits,x-odd; a=\"b\\x2cc\"",
            ])
        #expect(log.hasSuffix("#close\t2024-11-22-20-00-00\n"))
    }

    @Test func `what a handshake does not say is unset, and what it says empty is empty`() throws {
        let line = try #require(
            Self.lines(
                Self.log { batch in
                    batch.append(
                        Sample.opening(
                            Sample.handshake(
                                "GET / HTTP/1.1\nUpgrade: websocket\nSec-WebSocket-Protocol:\nUser-Agent:\n\n",
                                "HTTP/1.1 101 X\nUpgrade: websocket\n\n")))
                }
            ).first)
        #expect(line[6...].map(String.init) == ["-", "/", "(empty)", "-", "(empty)", "-", "-"])
    }

    @Test func `only what is established has a line`() {
        let log = Self.log { batch in
            batch.append(Sample.opening(nil, confidence: 0.9))
            batch.append(Sample.opening(Sample.handshake(Self.request, nil)))
            batch.append(Sample.opening(Sample.handshake(Self.request, "HTTP/1.1 400 No\n\n")))
            Sample.message(&batch, .text, [])
            batch.append(Sample.finding(nil, StreamRules.noClose, ""))
            batch.append(Sample.closing(.open))
        }
        #expect(Self.lines(log).isEmpty)
    }

    @Test func `a connection's name depends on its ends, time and stream`() {
        func name(_ port: UInt16, _ nanoseconds: Int64, _ stream: UInt32?) -> String {
            ZeekExporter.identifier(
                of: ConnectionOpening(
                    connection: 1, time: Timestamp(nanoseconds: nanoseconds),
                    client: Endpoint(address: IPAddress(v4: 1), port: port), server: Sample.server, source: .capture,
                    handshake: nil, confidence: nil, security: nil, httpStream: stream))
        }
        let names = [name(1, 0, nil), name(2, 0, nil), name(1, 1, nil), name(1, 0, 1), name(1, 0, 3)]
        #expect(Set(names).count == 5)
        #expect(name(1, 0, nil) == names[0])
        #expect(names.allSatisfy { $0.hasPrefix("C") && $0.utf8.count == 18 })
    }
}
