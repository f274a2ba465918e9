import ByteStreams
import Dissection
import Glibc
import Sessions
import Testing
import TextScreen
import WebSocketWire

@testable import InspectorUI

/// A folder that lasts as long as a test.
final class MessagesFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/wscope-messages-XXXXXX".utf8CString)
        path = try String(cString: #require(mkdtemp(&template)))
    }

    deinit {
        for name in ["a.wscope", "a.wscope-wal", "a.wscope-shm"] { unlink("\(path)/\(name)") }
        rmdir(path)
    }
}

/// A session of two connections with messages of every kind, made for tests.
final class MessagesFixture {
    let folder: MessagesFolder
    var path: String { "\(folder.path)/a.wscope" }
    private var recorder: Recorder
    private var seqs: [Int: Int] = [:]
    private var clock: Int64 = 0

    static let start: Int64 = 1_700_000_000_000_000_000

    init() throws {
        folder = try MessagesFolder()
        recorder = try Recorder(path: "\(folder.path)/a.wscope", facts: [])
    }

    private func time(_ step: Int64) -> Timestamp {
        clock += step
        return Timestamp(nanoseconds: Self.start + clock)
    }

    /// A head as it is read from bytes.
    private static func head(_ text: String) -> HTTPHead? {
        var reader = HTTPHeadReader()
        var offset = 0
        switch reader.feed(Array(text.utf8).span.bytes, at: &offset) {
        case .request(let head), .response(let head): return head
        case .notHTTP, .tooLong, nil: return nil
        }
    }

    func open(_ connection: Int, target: String = "/chat", deflate: Bool = false) {
        let offer = deflate ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : ""
        let request = Self.head(
            "GET \(target) HTTP/1.1\r\nHost: example.org\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\(offer)\r\n")
        let response = Self.head(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\(offer)\r\n")
        var batch = TrafficBatch()
        batch.restore(
            ConnectionOpening(
                connection: connection, time: time(1_000_000),
                client: Endpoint(address: IPAddress(v4: 0x0a00_0001), port: UInt16(50_000 + connection)),
                server: Endpoint(address: IPAddress(v4: 0x0a00_0002), port: 80), source: .capture,
                handshake: ConnectionOpening.Handshake(
                    request: request, response: response, upgrade: Upgrade(request: request, response: response),
                    duration: 1_204_000),
                confidence: nil, security: nil, httpStream: nil))
        recorder.record(batch)
    }

    /// Adds a message, in as many frames as there are parts.
    @discardableResult
    func message(
        _ connection: Int, _ from: Direction, _ opcode: Opcode, _ parts: [[UInt8]], wire: [UInt8]? = nil,
        after step: Int64 = 12_345_000, _ change: (inout RestoredMessage) -> Void = { _ in }
    ) -> Int {
        var message = RestoredMessage()
        let seq = (seqs[connection] ?? 0) + 1
        seqs[connection] = seq
        message.connection = connection
        message.number = seq
        message.from = from
        message.opcode = opcode
        message.frames = parts.count
        let payload = parts.flatMap { $0 }
        message.length = UInt64(payload.count)
        message.textLength = opcode == .text ? payload.count : nil
        message.isCompressed = wire != nil
        var batch = TrafficBatch()
        for (index, part) in (wire.map { [$0] } ?? parts).enumerated() {
            let isLast = index == parts.count - 1
            let first =
                (isLast ? 0x80 : 0) | (wire != nil && index == 0 ? 0x40 : 0) | (index == 0 ? opcode.rawValue : 0)
            let mask: UInt8 = from == .fromClient ? 0x80 : 0
            let form: UInt8 = part.count < 126 ? UInt8(part.count) : part.count < 65_536 ? 126 : 127
            let header = FrameHeader(
                first: first, second: mask | form, length: UInt64(part.count), key: 0x37fa_213d)
            message.wireLength += UInt64(header.headerLength + part.count)
            batch.restore(
                Frame(
                    connection: connection, message: seq, number: index + 1, time: time(index == 0 ? step : 500_000),
                    from: from, header: header))
        }
        message.time = time(0)
        change(&message)
        if let wire {
            batch.restore(message, payload: payload.span.bytes, compressed: wire.span.bytes)
        } else {
            batch.restore(message, payload: payload.span.bytes)
        }
        recorder.record(batch)
        return seq
    }

    @discardableResult
    func text(_ connection: Int, _ from: Direction, _ text: String, wire: [UInt8]? = nil) -> Int {
        message(connection, from, .text, [Array(text.utf8)], wire: wire)
    }

    func finding(_ connection: Int, _ seq: Int, _ severity: Severity, _ detail: String) {
        var batch = TrafficBatch()
        let rule = Rule("rfc6455-5.1-unmasked-client-frame", "RFC 6455 section 5.1", severity, "a law")
        batch.restore(
            Finding(connection: connection, message: seq, time: time(0), violation: Violation(rule, detail)))
        recorder.record(batch)
    }

    func close(_ connection: Int, _ outcome: ConnectionOutcome, by: Direction?, code: UInt16? = nil) {
        var (messages, bytes) = (PerDirection(), PerDirection())
        messages[.fromClient] = 7
        messages[.fromServer] = 8
        bytes[.fromClient] = 1_234
        bytes[.fromServer] = 56_789
        var batch = TrafficBatch()
        batch.restore(
            ConnectionClosing(
                connection: connection, time: time(900_000), outcome: outcome, by: by,
                code: code.map { CloseCode(rawValue: $0) }, messages: messages, bytes: bytes))
        recorder.record(batch)
    }

    func commit() { recorder.commit() }
    func finish() { recorder.finish() }

    /// What most tests look at.
    static func usual() throws -> MessagesFixture {
        let fixture = try MessagesFixture()
        fixture.open(1, deflate: true)
        fixture.text(1, .fromClient, #"{"type":"hello","user":{"id":5,"name":"Zoë"},"tags":["a","b"]}"#)
        fixture.open(2, target: "/feed?EIO=4")
        fixture.text(1, .fromServer, String(repeating: "All work and no play. ", count: 60), wire: Array(1...80))
        fixture.text(2, .fromServer, #"42["news",{"id":7}]"#)
        let ping = fixture.message(1, .fromClient, .ping, [Array("beat".utf8)])
        fixture.message(1, .fromServer, .pong, [Array("beat".utf8)], after: 3_210_000) {
            $0.answer = PingAnswer(ping: ping, roundTrip: 3_210_000)
        }
        fixture.message(
            1, .fromServer, .binary, [[0, 1, 2, 0xff, 0xfe], Array(repeating: 0xab, count: 200), [9, 8, 7]])
        let bad = fixture.message(1, .fromClient, .text, [[0x61, 0xff, 0x1b, 0x5b, 0x32, 0x4a, 0x62]]) {
            $0.textLength = nil
        }
        fixture.finding(1, bad, .error, "the text is not UTF-8 from byte 1 on")
        fixture.message(1, .fromServer, .binary, [Array(repeating: 0x41, count: 40)]) {
            var trouble = Message.Trouble()
            trouble.missing = 1_200
            trouble.holes = [Hole(offset: 12, length: 1_200)]
            trouble.isIncomplete = true
            $0.trouble = trouble
        }
        fixture.text(1, .fromClient, "two\nlines \u{202e}and\u{200b} \u{1f642} 漢字 at the end")
        fixture.message(2, .fromClient, .pong, [[]])
        fixture.close(2, .reset, by: .fromServer)
        fixture.message(1, .fromClient, .close, [[0x03, 0xe8] + Array("bye".utf8)])
        fixture.message(1, .fromServer, .close, [[0x03, 0xe8]])
        fixture.close(1, .clean, by: .fromClient, code: 1_000)
        fixture.finish()
        return fixture
    }
}

/// The inspector as a test drives it: keys in, screens out.
struct MessagesStage {
    let fixture: MessagesFixture
    var inspector: Inspector
    var size: ScreenSize
    private(set) var effects: [Effect] = []

    init(_ fixture: MessagesFixture, _ columns: Int, _ rows: Int, connections: [Int], message: Int64? = nil) throws {
        self.fixture = fixture
        var settings = InspectorSettings()
        settings.hasSeenHint = true
        size = ScreenSize(columns: columns, rows: rows)
        inspector = try Inspector(
            session: fixture.path, settings: settings, now: Timestamp(nanoseconds: MessagesFixture.start)
        ) { _ in 0 }
        inspector.open(.messages, ScreenTarget(connections: connections, message: message))
        settle()
    }

    /// Works until nothing is left to do, and prepares what is shown.
    mutating func settle() {
        var rounds = 0
        while inspector.work(isDue: { false }), rounds < 1_000 { rounds += 1 }
        _ = inspector.work(isDue: { false })
        inspector.prepare(size)
    }

    /// Presses keys by their names, and settles behind each.
    mutating func press(_ names: String...) {
        for name in names {
            guard let key = Key(name: name) else {
                Issue.record("no key is called \(name)")
                continue
            }
            effects += inspector.update(.terminal(.key(key)))
            settle()
        }
    }

    mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    var screen: Screen {
        var canvas = Canvas(size: size)
        inspector.draw(on: &canvas)
        return canvas.screen
    }

    var text: String { screen.lines.joined(separator: "\n") }

    /// The line under the cursor.
    var cursorLine: String {
        let screen = screen
        for row in 0..<size.rows where screen[row, 0].style.emphasis.contains(.selected) { return screen.lines[row] }
        return ""
    }
}
