import ByteStreams
import Exporters
import Testing
import WebSocketWire

@testable import Dissection

struct TranscriptExporterTests {
    static func text(
        _ style: TimeStyle = .relative, columns: Int? = nil, isColoured: Bool = false,
        selection: Selection = [.usual, .frames], _ fill: (inout TrafficBatch) -> Void
    ) -> String {
        var look = TranscriptExporter.Look()
        look.columns = columns
        look.isColoured = isColoured
        var batch = TrafficBatch()
        fill(&batch)
        return printed { output in
            var exporter = TranscriptExporter(
                selection: selection, look: look, clock: LineClock(style: style) { _ in 3_600 })
            exporter.write(batch, to: &output)
        }
    }

    @Test func `a conversation in a picture`() {
        let handshake = Sample.handshake(
            "GET /chat HTTP/1.1\nHost: example.com\nUpgrade: websocket\n\n",
            "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\n\n", duration: 1_204_000)
        var (messages, bytes) = (PerDirection(), PerDirection())
        (messages.client, bytes.server) = (2, 19)
        let text = Self.text { batch in
            batch.append(Sample.opening(handshake))
            batch.append(Sample.frame(FrameHeader(first: 0x81, second: 0x85, length: 5, key: 0x37fa_213d)))
            Sample.message(&batch, .text, Array("Hello".utf8))
            Sample.message(&batch, .binary, [0, 1, 255]) { $0.from = .fromServer }
            Sample.message(&batch, .close, [3, 0xe8, 0x62, 0x79, 0x65])
            batch.append(Sample.finding(2, FrameRules.reservedOpcode, "opcode 0x3"))
            batch.append(Sample.closing(.clean, by: .fromClient, code: 1000, messages: messages, bytes: bytes))
        }
        #expect(
            text == """
                    0.000000  #1      * open                  10.0.0.1:52311 → [2001:db8::2]:80  \
                ws://example.com/chat  101 Switching Protocols  1.204 ms
                    0.000000  #1.3    → frame              5  text FIN rsv 0 mask 37fa213d, header of 6, frame 2 of the message
                    0.000000  #1.2    → text               5  Hello
                    0.000000  #1.2    ← binary             3  00 01 ff
                    0.000000  #1.2    → close              5  1000 Normal Closure "bye"
                    0.000000  #1.2    ! error                 rfc6455-5.2-reserved-opcode: opcode 0x3
                    0.000000  #1      * closed                clean by client, 1000 Normal Closure; \
                messages 2 → ← 0, bytes 0 → ← 19

                """)
    }

    @Test(arguments: [
        (TimeStyle.relative, "    0.000000  "), (.delta, "    0.000000  "), (.utc, "2024-11-22T20:00:00.123456Z  "),
        (.absolute, "2024-11-22 21:00:00.123456  "),
    ])
    func `a line begins with its time`(_ style: TimeStyle, _ start: String) {
        let text = Self.text(style) { Sample.message(&$0, .text, []) }
        #expect(text == start + "#1.2    → text               0  \n")
    }

    @Test func `control characters and those that change direction are made visible`() {
        let text = Self.text { batch in
            Sample.message(&batch, .text, Array("a\u{1b}[31mb\nc\u{202e}d\u{200b}e\\".utf8))
            batch.append(Sample.finding(nil, StreamRules.noClose, "x\u{1b}y\u{202e}"))
        }
        #expect(text.contains("  a\\x1b[31mb\\nc\\u{202e}d\\u{200b}e\\\\\n"))
        #expect(text.contains("x\\x1by\\u{202e}\n"))
        #expect(!text.contains("\u{1b}"))
    }

    @Test func `what a stranger says in a head or a reason is made visible`() {
        let handshake = Sample.handshake(
            "GET /\u{1b}[2J HTTP/1.1\nHost: a\u{7}\nUpgrade: websocket\n\n", "HTTP/1.1 403 \u{1b}]0;x\n\n")
        let text = Self.text { batch in
            batch.append(Sample.opening(handshake))
            Sample.message(&batch, .close, [3, 0xe8] + Array("\u{9b}\r".utf8))
        }
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7f..<0xa0).contains($0.value) })
    }

    @Test func `remarks stand behind the payload`() {
        let text = Self.text { batch in
            Sample.message(&batch, .pong, []) { $0.answer = PingAnswer(ping: 4, roundTrip: -1_500_000) }
            Sample.message(&batch, .text, [0x61]) { unusual in
                (unusual.frames, unusual.isCompressed, unusual.isCapped, unusual.hasLength) = (3, true, true, false)
                var trouble = Message.Trouble()
                (trouble.missing, trouble.isIncomplete, trouble.doubt) = (9, true, [.contextLost])
                unusual.trouble = trouble
            }
        }
        #expect(
            text == """
                    0.000000  #1.2    → pong               0    (answers 4, -1.500 ms)
                    0.000000  #1.2    → text               ?  a  (3 frames, compressed, 7 on the wire, capped, \
                9 bytes missing, incomplete, context-lost)

                """)
    }

    @Test(
        arguments: [
            ([], "no code"), ([3], "03"), ([3, 0xe8], "1000 Normal Closure"), ([0x13, 0x88], "5000 unknown code"),
            ([3, 0xe8, 0xff], "03 e8 ff"),
        ] as [([UInt8], String)])
    func `a Close frame's body`(_ body: [UInt8], _ words: String) {
        #expect(Self.text { Sample.message(&$0, .close, body) }.hasSuffix("  \(words)\n"))
    }

    @Test(arguments: TimeStyle.allCases, [60, 80, 100, 133])
    func `a line fits the terminal, and says that it is cut`(_ style: TimeStyle, _ columns: Int) {
        let payloads = [
            String(repeating: "x", count: 200), String(repeating: "\u{1}", count: 200),
            String(repeating: "ab\u{e0001}", count: 60),
        ]
        for payload in payloads {
            let text = Self.text(style, columns: columns) { Sample.message(&$0, .text, Array(payload.utf8)) }
            #expect(text.hasSuffix("…\n"))
            #expect(text.unicodeScalars.count - 1 <= max(columns, 79), "\(text)")
        }
        let reason = [3, 0xe8] + [UInt8](repeating: 0x72, count: 400)
        let close = Self.text(style, columns: columns) { Sample.message(&$0, .close, reason) }
        #expect(close.hasSuffix("…\"\n"))
        #expect(close.unicodeScalars.count - 1 <= max(columns, 110))
        let ascii = Self.text(style, columns: columns) {
            Sample.message(&$0, .binary, [UInt8](repeating: 0x72, count: 400))
        }
        #expect(ascii.hasSuffix("…\n"))
        #expect(ascii.unicodeScalars.count - 1 <= max(columns, 79))
        let binary = Self.text(style, columns: columns) {
            Sample.message(&$0, .binary, [UInt8](repeating: 0, count: 1_000))
        }
        #expect(binary.contains(" … "))
    }

    @Test(arguments: [(33, 79), (34, 80)])
    func `a payload that just fits is not cut`(_ count: Int, _ columns: Int) {
        let payload = [UInt8](repeating: 0x78, count: count)
        let text = Self.text(columns: 80) { Sample.message(&$0, .text, payload) }
        #expect(text.unicodeScalars.count - 1 == columns)
        #expect(text.hasSuffix("…\n") == (count > 33))
    }

    @Test func `colours begin and end`() {
        let text = Self.text(isColoured: true) { batch in
            batch.append(Sample.opening(nil, confidence: 0.9))
            Sample.message(&batch, .text, [0x61])
            Sample.message(&batch, .ping, []) { $0.from = .fromServer }
            batch.append(Sample.finding(nil, StreamRules.noClose, "x"))
            batch.append(Sample.closing(.open))
        }
        for line in text.split(separator: "\n") {
            let starts = line.components("\u{1b}[")
            #expect(starts.filter { $0.hasPrefix("0m") }.count * 2 >= starts.count - 1, "\(line)")
            #expect(line.hasPrefix("\u{1b}[2m    0.000000\u{1b}[0m  #1"))
        }
        #expect(text.contains("\u{1b}[36m→ \u{1b}[0m\u{1b}[36mtext        \u{1b}[0m"))
        #expect(text.contains("\u{1b}[32m← \u{1b}[0m\u{1b}[35mping        \u{1b}[0m"))
        #expect(text.contains("\u{1b}[33m! warning     \u{1b}[0m"))
    }

    @Test func `only what is selected is written`() {
        for (selection, count) in [
            (Selection.connections, 2), (.messages, 1), (.frames, 1), (.findings, 1), (.usual, 4),
        ] {
            let text = Self.text(selection: selection) { batch in
                batch.append(Sample.opening(nil))
                batch.append(Sample.frame(FrameHeader(first: 0x81, second: 0, length: 0, key: 0)))
                Sample.message(&batch, .text, [])
                batch.append(Sample.finding(nil, StreamRules.noClose, ""))
                batch.append(Sample.closing(.open))
            }
            #expect(text.split(separator: "\n").count == count)
        }
    }
}

extension Substring {
    fileprivate func components(_ separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
