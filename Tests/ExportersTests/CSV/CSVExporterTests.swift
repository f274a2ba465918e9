import ByteStreams
import Exporters
import JSONText
import Testing
import WebSocketWire

@testable import Dissection

struct CSVExporterTests {
    /// The rows that a batch becomes, as cells by column; the header line is checked and left out.
    static func rows(
        _ selection: Selection = [.usual, .frames], _ fill: (inout TrafficBatch) -> Void
    ) throws -> [[String: String]] {
        var batch = TrafficBatch()
        fill(&batch)
        let text = printed { output in
            var exporter = CSVExporter(selection: selection)
            exporter.begin(&output)
            exporter.write(batch, to: &output)
            exporter.finish(&output)
        }
        let table = try #require(CSVTable(text), "\(text)")
        let names = try #require(table.rows.first)
        #expect(names == CSVColumn.allCases.map(\.name))
        return table.rows.dropFirst().map { row in
            #expect(row.count == names.count)
            return Dictionary(uniqueKeysWithValues: zip(names, row).filter { $0.1 != "" })
        }
    }

    static func row(_ fill: (inout TrafficBatch) -> Void) throws -> [String: String] {
        let rows = try Self.rows([.usual, .frames], fill)
        #expect(rows.count == 1)
        return try #require(rows.first)
    }

    @Test func `a text message`() throws {
        #expect(
            try Self.row { Sample.message(&$0, .text, Array("Hello, world!".utf8)) } == [
                "type": "message", "conn": "1", "seq": "2", "time": "1732305600.123456789", "from": "client",
                "opcode": "text", "length": "13", "wire_length": "19", "frames": "1", "compressed": "false",
                "text": "Hello, world!",
            ])
    }

    @Test(arguments: [
        "", "plain", "a,b", "\"quoted\"", "\"", "line\r\nbreak", "=1+1", "\u{0}\u{1}", "\"\"\"", "é漢🤷", " space ",
    ])
    func `text stands as it is`(_ text: String) throws {
        let row = try Self.row { Sample.message(&$0, .text, Array(text.utf8)) }
        #expect(row["text", default: ""] == text)
        #expect(row["base64"] == nil)
    }

    @Test func `text that is empty differs from none`() {
        let text = printed { output in
            var batch = TrafficBatch()
            Sample.message(&batch, .text, [])
            Sample.message(&batch, .close, [])
            var exporter = CSVExporter()
            exporter.write(batch, to: &output)
        }
        let lines = text.split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(lines[0].contains(",\"\","))
        #expect(!lines[1].contains("\""))
    }

    @Test func `a payload larger than the output's block stands whole`() throws {
        let text = String(repeating: "0123456789\"", count: 100_000)
        let rows = try Self.rows { batch in
            Sample.message(&batch, .text, Array(text.utf8))
            Sample.message(&batch, .binary, [UInt8](repeating: 0xff, count: 900_000))
        }
        #expect(rows[0]["text"] == text)
        #expect(rows[1]["base64"] == String(repeating: "/", count: 1_200_000))
    }

    @Test func `what is not text is base64`() throws {
        let rows = try Self.rows { batch in
            Sample.message(&batch, .binary, [0, 1, 2])
            Sample.message(&batch, .text, [0xff]) { $0.textLength = nil }
            Sample.message(&batch, Opcode(rawValue: 0xb), [1])
            Sample.message(&batch, .text, [0x61, 0xe2]) {
                $0.textLength = 1; $0.isCapped = true; $0.length = 9
            }
        }
        #expect(rows.map { $0["base64"] } == ["AAEC", "/w==", "AQ==", nil])
        #expect(rows.map { $0["opcode"] } == ["binary", "text", "0xb", "text"])
        #expect((rows[3]["text"], rows[3]["kept"], rows[3]["length"]) == ("a", "2", "9"))
    }

    @Test(
        arguments: [
            ([], nil, nil, nil), ([3], nil, nil, "Aw=="), ([3, 0xe8], "1000", nil, nil),
            ([3, 0xe8, 0x62, 0x79, 0x65], "1000", "bye", nil), ([3, 0xe8, 0xff], "1000", nil, "A+j/"),
        ] as [([UInt8], String?, String?, String?)])
    func `a Close frame tells its code and reason, or its body`(
        _ body: [UInt8], _ code: String?, _ reason: String?, _ base64: String?
    ) throws {
        let row = try Self.row { Sample.message(&$0, .close, body) }
        #expect((row["code"], row["reason"], row["base64"]) == (code, reason, base64))
    }

    @Test func `a message in trouble says so`() throws {
        let row = try Self.row { batch in
            Sample.message(&batch, .pong, [1]) { unusual in
                unusual.from = .fromServer
                unusual.hasLength = false
                unusual.answer = PingAnswer(ping: 1, roundTrip: 1_500_000)
                unusual.trouble = Message.Trouble(
                    missing: 7, holes: [Hole(offset: 1, length: 3), Hole(offset: 9, length: 4)], isIncomplete: true,
                    doubt: [.resynchronised, .contextLost])
            }
        }
        #expect((row["missing"], row["holes"], row["incomplete"]) == ("7", "1+3 9+4", "true"))
        #expect(row["doubt"] == "resynchronised context-lost")
        #expect((row["answers"], row["rtt_ms"], row["length"], row["from"]) == ("1", "1.500", nil, "server"))
    }

    @Test func `a frame and a finding`() throws {
        let rows = try Self.rows { batch in
            batch.append(Sample.frame(FrameHeader(first: 0x81, second: 0x8d, length: 13, key: 0x37fa_213d)))
            batch.append(Sample.finding(7, FrameRules.reservedOpcode, "the \"detail\"\n"))
        }
        #expect(
            rows[0] == [
                "type": "frame", "conn": "1", "seq": "3", "time": "1732305600.123456789", "from": "client",
                "opcode": "text", "length": "13", "frame": "2", "fin": "true", "rsv": "0", "mask": "37fa213d",
                "header_length": "6",
            ])
        #expect(
            rows[1] == [
                "type": "finding", "conn": "1", "seq": "7", "time": "1732305600.123456789", "severity": "error",
                "rule": "rfc6455-5.2-reserved-opcode", "detail": "the \"detail\"\n",
            ])
    }

    @Test(arguments: [
        (Selection.connections, "open close"), (.messages, "message"), (.frames, "frame"), (.findings, "finding"),
        (.usual, "open message finding close"), (Selection(), ""),
    ])
    func `only what is selected is written`(_ selection: Selection, _ types: String) throws {
        let rows = try Self.rows(selection) { batch in
            batch.append(Sample.opening(nil))
            batch.append(Sample.frame(FrameHeader(first: 0x81, second: 0, length: 0, key: 0)))
            Sample.message(&batch, .text, [])
            batch.append(Sample.finding(nil, StreamRules.noClose, ""))
            batch.append(Sample.closing(.open))
        }
        #expect(rows.compactMap { $0["type"] }.joined(separator: " ") == types)
    }
}
