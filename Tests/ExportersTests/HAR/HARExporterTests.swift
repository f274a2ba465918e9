import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct HARExporterTests {
    private static let request = """
        GET /chat?room=1&x HTTP/1.1
        Host: example.com
        Upgrade: websocket
        Cookie: a=1; b


        """
    private static let response = "HTTP/1.1 101 OK\nUpgrade: websocket\nSet-Cookie: c=3; Path=/\n\n"

    private static func fill(_ batch: inout TrafficBatch) {
        batch.append(Sample.opening(Sample.handshake(request, response, duration: 1_234_567)))
        Sample.message(&batch, .text, Array("hello \"q\"".utf8))
        Sample.message(&batch, .binary, [0, 1, 2, 255]) { $0.from = .fromServer }
        Sample.message(&batch, .text, [0xff]) { $0.textLength = nil }
        Sample.message(&batch, .ping, [1])
        batch.append(Sample.finding(2, StreamRules.noClose, "x"))
        Sample.message(&batch, .close, [3, 0xe8, 0x62, 0x79, 0x65])
        batch.append(Sample.closing(.clean, by: .fromClient, code: 1000))
        batch.append(Sample.opening(nil, confidence: 0.9))
        batch.append(Sample.closing(.open))
        batch.append(Sample.opening(Sample.handshake(request, "HTTP/1.1 403 No\nContent-Type: text/html\n\n")))
    }

    private static func entries(_ text: String) throws -> [JSONValue] {
        let value = try #require(JSONValue(text.filter { $0 != "\n" }), "\(text)")
        guard case .array(let entries)? = value["log"]?["entries"] else { return [] }
        return entries
    }

    @Test func `Chrome's rules are kept`() {
        #expect(ChromeRules.broken(by: har(Self.fill)) == [])
        #expect(ChromeRules.broken(by: har(control: true, Self.fill)) == [])
        #expect(ChromeRules.broken(by: har { _ in }) == [])
        #expect(ChromeRules.broken(by: har(Self.fill).replacing("\"statusText\"", with: "\"s\"")).count == 3)
    }

    @Test func `control messages and findings are written where they are asked for`() throws {
        let plain = try #require(Self.entries(har(Self.fill)).first)
        let full = try #require(Self.entries(har(control: true, Self.fill)).first)
        let opcodes = { (entry: JSONValue) -> [JSONValue?] in
            if case .array(let messages)? = entry["_webSocketMessages"] { messages.map { $0["opcode"] } } else { [] }
        }
        #expect(opcodes(plain) == ["1", "2", "1"].map { .number($0) })
        #expect(opcodes(full) == ["1", "2", "1", "9", "8"].map { .number($0) })
        #expect(plain["_wscope_findings"] == nil)
        #expect(full["_wscope_findings"] != nil)
        let close = plain["_webSocketClose"]
        #expect(close == full["_webSocketClose"])
        #expect((close?["code"], close?["reason"]) == (.number("1000"), .string("bye")))
    }

    @Test func `findings beyond what an entry tells are counted, in however many batches they come`() throws {
        var exporter = HARExporter(program: "1", includesControl: true)
        let text = printed { output in
            exporter.begin(&output)
            for index in 0..<4 {
                var batch = TrafficBatch()
                if index == 0 { batch.append(Sample.opening(nil)) }
                for _ in 0..<100 { batch.append(Sample.finding(nil, StreamRules.noClose, "x")) }
                if index == 3 { batch.append(Sample.closing(.open)) }
                exporter.write(batch, to: &output)
            }
            exporter.finish(&output)
        }
        #expect(text.contains(",\"_wscope_findings_left_out\":144,"))
        let findings = HARTelling(text).values("finding")
        #expect(findings.count == 257)
        #expect(findings.last?["rule"] == .string("wscope-har-findings-left-out"))
        #expect(findings.last?["detail"] == .string("144 more are left out"))
    }

    @Test func `an entry without an end is whole`() throws {
        let entries = try Self.entries(har(Self.fill))
        #expect(entries.count == 3)
        #expect(entries[2]["timings"] != nil)
        #expect(entries[2]["_wscope_close"] == nil)
    }

    @Test func `events that belong to no entry are left out and counted`() {
        var exporter = HARExporter(program: "1")
        let text = printed { output in
            var batch = TrafficBatch()
            Sample.message(&batch, .text, [])
            batch.append(Sample.opening(nil))
            batch.append(Sample.closing(.open))
            Sample.message(&batch, .text, [])
            batch.append(Sample.finding(nil, StreamRules.noClose, ""))
            batch.append(Sample.closing(.open))
            exporter.begin(&output)
            exporter.write(batch, to: &output)
            exporter.finish(&output)
        }
        #expect(exporter.strays == 4)
        #expect(ChromeRules.broken(by: text) == [])
        #expect(!text.contains("\"opcode\""))
    }
}
