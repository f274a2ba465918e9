import ByteStreams
import Dissection
import Exporters
import Glibc
import JSONText
import TestKit
import Testing
import WebSocketWire

@testable import Sessions

/// A folder that lasts as long as a test, with whatever is put there.
final class SessionFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/wscope-session-XXXXXX".utf8CString)
        path = try String(cString: #require(mkdtemp(&template)))
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    var names: [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let number = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(number >= 0)
        defer { close(number) }
        try #require(Glibc.write(number, bytes, bytes.count) == bytes.count)
        return "\(path)/\(name)"
    }

    func read(_ name: String) -> [UInt8] {
        let number = open("\(path)/\(name)", O_RDONLY)
        guard number >= 0 else { return [] }
        defer { close(number) }
        var bytes = [UInt8](repeating: 0, count: 1 << 22)
        let count = Glibc.read(number, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }
}

/// JSON lines of everything in batches.
struct ToldLines {
    private final class Gathered { var bytes: [UInt8] = [] }

    private let gathered = Gathered()
    private var exporter = JSONLinesExporter(selection: [.connections, .messages, .frames, .findings])

    mutating func add(_ batch: borrowing TrafficBatch) {
        let gathered = gathered
        var output = TextOutput {
            gathered.bytes += $0
            return true
        }
        exporter.write(batch, to: &output)
        output.flush()
    }

    var lines: [String] { String(decoding: gathered.bytes, as: UTF8.self).split(separator: "\n").map(String.init) }

    /// The lines of everything in a session.
    static func session(_ path: String) throws -> [String] {
        var reader = try SessionReader(path: path, tellsFrames: true)
        var told = ToldLines()
        var batch = TrafficBatch()
        while try reader.read(into: &batch) {
            told.add(batch)
            batch.clear()
        }
        return told.lines
    }
}

/// Traffic of every kind, made up from a seed.
struct SessionSample {
    private var random: SeededRandom
    private var numbers: [Int: Int] = [:]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    static func time(_ step: Int) -> Timestamp {
        Timestamp(nanoseconds: 1_700_000_000_000_000_000 + Int64(step))
    }

    /// A head as it is read from bytes.
    static func head(_ text: String) -> HTTPHead? {
        var reader = HTTPHeadReader()
        var offset = 0
        switch reader.feed(Array(text.utf8).span.bytes, at: &offset) {
        case .request(let head), .response(let head): return head
        case .notHTTP, .tooLong, nil: return nil
        }
    }

    /// An opening of one of several kinds.
    mutating func opening(_ connection: Int) -> ConnectionOpening {
        var request: HTTPHead?
        var response: HTTPHead?
        var security: StreamSecurity?
        switch connection % 4 {
        case 0: break
        case 1:
            request = Self.head(
                "\r\nGET /chat HTTP/1.1\r\nHost: h\r\nX-Odd:  é \r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
            response = Self.head("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
        case 2:
            let fields = [
                HTTPField(":method", "CONNECT"), HTTPField(":protocol", "websocket"), HTTPField(":path", "/a\\b\nc"),
                HTTPField("", ""),
            ]
            request = HTTPHead(.request(method: "CONNECT", target: "/a\\b\nc d", .http2), fields: fields)
            response = HTTPHead(.response(.http2, status: 200, reason: ""), fields: [])
            security = StreamSecurity()
            security?.version = "1.3"
            security?.serverName = "host"
            security?.certificateNames = ["a", "b\nc\\", ""]
        default:
            response = Self.head("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")
            security = StreamSecurity()
        }
        let handshake = ConnectionOpening.Handshake(
            request: request, response: response, upgrade: Upgrade(request: request, response: response),
            duration: connection % 3 == 0 ? nil : 12_345)
        return ConnectionOpening(
            connection: connection, time: Self.time(connection),
            client: Endpoint(address: IPAddress(v4: 0x0a00_0001), port: 40_000),
            server: Endpoint(address: IPAddress(v6: 0x2001_0db8 << 32, 2), port: 443),
            source: connection % 2 == 0 ? .capture : .live,
            handshake: request == nil && response == nil ? nil : handshake,
            confidence: connection % 4 == 0 ? 0.87 : nil, security: security,
            httpStream: connection % 4 == 2 ? .max : nil)
    }

    /// A message with its frames.
    mutating func add(messageOf connection: Int, to batch: inout TrafficBatch) {
        let number = (numbers[connection] ?? 0) + 1
        numbers[connection] = number
        var message = RestoredMessage()
        message.connection = connection
        message.number = number
        message.time = Self.time(Int.random(in: 0..<1_000_000, using: &random))
        message.from = Bool.random(using: &random) ? .fromClient : .fromServer
        message.opcode = Opcode(rawValue: UInt8.random(in: 0..<16, using: &random))
        message.isCompressed = Bool.random(using: &random)
        message.isCapped = Int.random(in: 0..<9, using: &random) == 0
        message.frames = Int.random(in: 1...3, using: &random)
        message.length = Int.random(in: 0..<7, using: &random) == 0 ? nil : .random(in: 0 ... .max, using: &random)
        message.wireLength = .random(in: 0 ... .max, using: &random)
        let size = [0, 1, 5, 64, 300, 20_000].randomElement(using: &random) ?? 0
        let payload = (0..<size).map { _ in UInt8.random(in: 32..<127, using: &random) }
        if message.opcode == .text { message.textLength = size }
        if message.opcode == .pong { message.answer = PingAnswer(ping: 3, roundTrip: -7) }
        if Int.random(in: 0..<5, using: &random) == 0 {
            var trouble = Message.Trouble()
            trouble.missing = .max
            trouble.holes = [Hole(offset: 0, length: 3), Hole(offset: .max, length: 1)]
            trouble.isIncomplete = true
            trouble.doubt = [.contextLost, .notInflated]
            message.trouble = trouble
        }
        for frame in 1...message.frames { add(frame, of: message, to: &batch) }
        if message.isCompressed, number % 2 == 0 {
            batch.restore(message, payload: payload.span.bytes, compressed: Array("wire \(size)".utf8).span.bytes)
        } else {
            batch.restore(message, payload: payload.span.bytes)
        }
    }

    private mutating func add(_ number: Int, of message: RestoredMessage, to batch: inout TrafficBatch) {
        let second = UInt8.random(in: 0...255, using: &random)
        let length: UInt64 =
            switch second & 0x7f {
            case 126: .random(in: 0..<65_536, using: &random)
            case 127: .random(in: 0 ... .max, using: &random)
            default: UInt64(second & 0x7f)
            }
        let header = FrameHeader(
            first: .random(in: 0...255, using: &random), second: second, length: length,
            key: .random(in: 0 ... .max, using: &random))
        batch.restore(
            Frame(
                connection: message.connection, message: message.number, number: number, time: message.time,
                from: message.from, header: header))
    }

    /// Events of all kinds, of several connections at once.
    mutating func fill(_ batch: inout TrafficBatch, messages: Int) {
        for connection in 1...6 { batch.restore(opening(connection)) }
        for index in 0..<messages {
            add(messageOf: index % 6 + 1, to: &batch)
            guard index % 5 == 0 else { continue }
            let rule = Rule("wscope-made-up", "wscope", .warning, "A law, with “quotes”.")
            batch.restore(
                Finding(
                    connection: index % 6 + 1, message: index % 10 == 0 ? nil : 1, time: Self.time(index),
                    violation: Violation(rule, "detail \(index)")))
        }
        for connection in 1...5 {
            var numbers = PerDirection()
            numbers.client = .max
            batch.restore(
                ConnectionClosing(
                    connection: connection, time: Self.time(9), outcome: .oneSided,
                    by: connection % 2 == 0 ? .fromServer : nil,
                    code: connection == 1 ? CloseCode(rawValue: 4_321) : nil,
                    messages: numbers, bytes: numbers))
        }
    }
}

/// Traffic of every kind that was recorded, and what it was.
final class RecordedSample {
    let folder: SessionFolder
    let path: String
    private(set) var batch = TrafficBatch()
    private(set) var messages: [Message] = []
    private(set) var findings: [Finding] = []
    private(set) var openings: [ConnectionOpening] = []
    private(set) var closings: [ConnectionClosing] = []

    init(messages count: Int, seed: UInt64) throws {
        folder = try SessionFolder()
        path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var sample = SessionSample(seed: seed)
        sample.fill(&batch, messages: count)
        recorder.record(batch)
        recorder.finish()
        for event in batch.events {
            switch event {
            case .message(let message): messages.append(message)
            case .finding(let finding): findings.append(finding)
            case .opened(let opening): openings.append(opening)
            case .closed(let closing): closings.append(closing)
            case .frame: break
            }
        }
    }
}
