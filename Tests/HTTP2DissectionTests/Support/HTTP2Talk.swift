import ByteStreams
import Dissection
import NIOCore
import NIOHPACK
import WebSocketWire

@testable import HTTP2Dissection

/// A conversation over HTTP/2 as a tap sees it, written frame by frame.
struct HTTP2Talk {
    enum Step {
        case bytes(Direction, [UInt8])
        case gap(Direction, Int)
        case finished(Direction)
        case ended(StreamEnd)
    }

    static let opening = StreamOpening(
        client: Endpoint(address: IPAddress(v4: 0x0a00_0001), port: 40_000),
        server: Endpoint(address: IPAddress(v4: 0x0a00_0002), port: 80), roles: .known)

    var steps: [Step] = []
    var roles = StreamOpening.Roles.known
    private var encoders = [
        HPACKEncoder(allocator: ByteBufferAllocator()), HPACKEncoder(allocator: ByteBufferAllocator()),
    ]

    /// A frame of HTTP/2.
    static func frame(_ type: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = []) -> [UInt8] {
        let count = UInt32(payload.count)
        return [UInt8(count >> 16), UInt8(count >> 8 & 0xff), UInt8(count & 0xff), type, flags]
            + (0..<4).map { UInt8(stream >> UInt32(24 - 8 * $0) & 0xff) } + payload
    }

    mutating func send(_ direction: Direction, _ bytes: [UInt8]) {
        steps.append(.bytes(direction, bytes))
    }

    /// The preface and the settings of both sides; the server allows extended CONNECT unless it is said not to.
    mutating func settings(connect: UInt8 = 1) {
        send(.fromClient, HTTP2Preface.bytes + Self.frame(4))
        send(.fromServer, Self.frame(4, [0, 8, 0, 0, 0, connect]) + Self.frame(4, flags: 1))
    }

    mutating func headers(
        _ direction: Direction, _ stream: UInt32, _ fields: [(String, String)], ends: Bool = false
    ) {
        let index = direction == .fromClient ? 0 : 1
        var buffer = ByteBuffer()
        try? encoders[index].encode(headers: HPACKHeaders(fields), to: &buffer)
        send(direction, Self.frame(1, flags: ends ? 5 : 4, stream: stream, Array(buffer.readableBytesView)))
    }

    mutating func request(_ stream: UInt32, _ path: String) {
        headers(
            .fromClient, stream,
            [
                (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "http"), (":path", path),
                (":authority", "host"), ("sec-websocket-version", "13"),
            ])
    }

    mutating func open(_ stream: UInt32, _ path: String, status: String = "200") {
        request(stream, path)
        headers(.fromServer, stream, [(":status", status)])
    }

    /// A WebSocket text in a DATA frame.
    mutating func say(_ direction: Direction, _ stream: UInt32, _ text: String, flags: UInt8 = 0) {
        send(direction, Self.frame(0, flags: flags, stream: stream, Self.text(direction, text)))
    }

    /// The frame of a short WebSocket text.
    static func text(_ direction: Direction, _ text: String) -> [UInt8] {
        let isMasked: UInt8 = direction == .fromClient ? 0x80 : 0
        return [0x81, isMasked | UInt8(text.utf8.count)] + (isMasked == 0 ? [] : [0, 0, 0, 0]) + Array(text.utf8)
    }

    mutating func end() {
        steps += [.finished(.fromClient), .finished(.fromServer), .ended(.complete)]
    }

    /// The same with bytes in pieces of at most so many.
    func cut(_ size: Int) -> HTTP2Talk {
        var talk = self
        talk.steps = steps.flatMap { step -> [Step] in
            guard case .bytes(let direction, let bytes) = step else { return [step] }
            return stride(from: 0, to: bytes.count, by: size).map {
                .bytes(direction, Array(bytes[$0..<min($0 + size, bytes.count)]))
            }
        }
        return talk
    }

    /// What a dissector tells of it.
    func told() -> Told {
        var dissector = HTTP2Dissector()
        var batch = TrafficBatch()
        let stream = StreamID(slot: 0, serial: 0)
        let opening = StreamOpening(client: Self.opening.client, server: Self.opening.server, roles: roles)
        dissector.accept(.opened(opening), of: stream, at: Self.time(0), into: &batch)
        for (index, step) in steps.enumerated() {
            let time = Self.time(index + 1)
            switch step {
            case .bytes(let direction, let bytes):
                dissector.accept(.bytes(direction, bytes.span.bytes), of: stream, at: time, into: &batch)
            case .gap(let direction, let count):
                dissector.accept(.gap(direction, count: count), of: stream, at: time, into: &batch)
            case .finished(let direction): dissector.accept(.finished(direction), of: stream, at: time, into: &batch)
            case .ended(let end): dissector.accept(.ended(end), of: stream, at: time, into: &batch)
            }
        }
        return Told(batch)
    }

    static func time(_ step: Int) -> Timestamp {
        Timestamp(nanoseconds: 1_700_000_000_000_000_000 + Int64(step) * 1_000_000)
    }
}

/// What was told, in a few words.
struct Told {
    /// `open 1 3 /path 200`, `message 1 client hello`, `close 1 clean`.
    var lines: [String] = []
    var rules: [String] = []
    var details: [String] = []
    var openings = 0

    init(_ batch: borrowing TrafficBatch) {
        for index in 0..<batch.count {
            switch batch[index] {
            case .opened(let opening):
                openings += 1
                let path = opening.handshake?.upgrade.target ?? "?"
                let status = opening.handshake?.response?.status.map { " \($0)" } ?? ""
                lines.append("open \(opening.connection) \(opening.httpStream ?? 0) \(path)\(status)")
            case .message(let message):
                let text = batch.withBytes(of: message) { String(decoding: $0.copied, as: UTF8.self) }
                lines.append("message \(message.connection) \(message.from.name) \(text)")
            case .finding(let finding):
                rules.append(finding.violation.rule.id)
                details.append(finding.violation.detail)
            case .closed(let closing): lines.append("close \(closing.connection) \(closing.outcome.rawValue)")
            case .frame: break
            }
        }
    }
}
