import ByteStreams
import Dissection
import WebSocketWire

/// A conversation of a client and a server as a tap sees it: stream events that can be cut, lost and played to a
/// dissector. The step with index n happens n milliseconds after the beginning.
struct Conversation {
    enum Step {
        case opened(StreamOpening)
        case bytes(Direction, [UInt8])
        case gap(Direction, Int)
        case lost(Direction)
        case secured(StreamSecurity)
        case noted(StreamNote)
        case conflict(Direction, offset: Int, count: Int)
        case finished(Direction)
        case aborted(Direction)
        case ended(StreamEnd)
    }

    /// The port of the client; the server's is 80.
    static let client = Endpoint(address: IPAddress(v4: 0x0a00_0001), port: 52_311)
    static let server = Endpoint(address: IPAddress(v4: 0x0a00_0002), port: 80)

    var steps: [Step]
    private var frames: UInt32 = 0

    /// A connection whose ends are known, or guessed, maybe the wrong way round.
    init(_ roles: StreamOpening.Roles = .known, swapped: Bool = false) {
        let ends = swapped ? (Self.server, Self.client) : (Self.client, Self.server)
        steps = [.opened(StreamOpening(client: ends.0, server: ends.1, roles: roles))]
    }

    /// A connection with the handshake of RFC 6455 section 1.3, and extensions where they are wanted.
    static func upgraded(_ extensions: String? = nil) -> Conversation {
        var talk = Conversation()
        talk.handshake(extensions)
        return talk
    }

    mutating func handshake(_ extensions: String? = nil) {
        send(.fromClient, text: HTTPText.request(extensions))
        send(.fromServer, text: HTTPText.response(extensions))
    }

    mutating func send(_ direction: Direction, _ bytes: [UInt8]) {
        steps.append(.bytes(direction, bytes))
    }

    mutating func send(_ direction: Direction, text: String) {
        send(direction, Array(text.utf8))
    }

    /// Sends a frame, masked as it should be, in a step of its own.
    @discardableResult
    mutating func say(
        _ direction: Direction, _ opcode: Opcode, _ payload: [UInt8] = [], fin: Bool = true, rsv: UInt8 = 0
    ) -> [UInt8] {
        let bytes = frame(direction, opcode, payload, fin: fin, rsv: rsv)
        send(direction, bytes)
        return bytes
    }

    @discardableResult
    mutating func say(_ direction: Direction, _ text: String, fin: Bool = true) -> [UInt8] {
        say(direction, .text, Array(text.utf8), fin: fin)
    }

    /// A frame with a key that no frame before had.
    mutating func frame(
        _ direction: Direction, _ opcode: Opcode, _ payload: [UInt8] = [], fin: Bool = true, rsv: UInt8 = 0
    ) -> [UInt8] {
        frames += 1
        let key = direction == .fromClient ? 0x9e37_79b9 &* frames : nil
        return Wire.frame(opcode, payload, fin: fin, rsv: rsv, key: key)
    }

    mutating func close(_ direction: Direction, _ code: UInt16? = 1000, _ reason: String = "") {
        let body = code.map { [UInt8($0 >> 8), UInt8($0 & 0xff)] } ?? []
        say(direction, .close, body + Array(reason.utf8))
    }

    /// Both sides close, the server sends FIN first, and the stream ends.
    mutating func closeBoth() {
        close(.fromClient)
        close(.fromServer)
        finish(.fromServer)
    }

    /// A FIN from a side, then from the other, then the end.
    mutating func finish(_ direction: Direction) {
        steps.append(.finished(direction))
        steps.append(.finished(direction.opposite))
        end()
    }

    mutating func end(_ end: StreamEnd = .complete) {
        steps.append(.ended(end))
    }

    mutating func lose(_ direction: Direction, _ count: Int) {
        steps.append(.gap(direction, count))
    }

    /// The conversation seen in one direction only.
    func only(_ direction: Direction) -> Conversation {
        filtered { step in
            if case .bytes(let from, _) = step { from == direction } else { true }
        }
    }

    /// The conversation with the wrong opinion about who is who.
    func mislabelled() -> Conversation {
        var copy = self
        copy.steps = steps.map { step in
            switch step {
            case .opened(let opening):
                .opened(StreamOpening(client: opening.server, server: opening.client, roles: .guessed))
            case .bytes(let direction, let bytes): .bytes(direction.opposite, bytes)
            case .gap(let direction, let count): .gap(direction.opposite, count)
            case .lost(let direction): .lost(direction.opposite)
            case .secured, .noted: step
            case .conflict(let direction, let offset, let count):
                .conflict(direction.opposite, offset: offset, count: count)
            case .finished(let direction): .finished(direction.opposite)
            case .aborted(let direction): .aborted(direction.opposite)
            case .ended(let end): .ended(end)
            }
        }
        return copy
    }

    func filtered(_ isKept: (Step) -> Bool) -> Conversation {
        var copy = self
        copy.steps = steps.filter(isKept)
        return copy
    }
}

/// The heads of a handshake, and other HTTP.
enum HTTPText {
    static func request(_ extensions: String? = nil, target: String = "/chat") -> String {
        let line = extensions.map { "Sec-WebSocket-Extensions: \($0)\r\n" } ?? ""
        return "GET \(target) HTTP/1.1\r\nHost: server.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\(line)Sec-WebSocket-Version: 13\r\n\r\n"
    }

    static func response(_ extensions: String? = nil) -> String {
        let line = extensions.map { "Sec-WebSocket-Extensions: \($0)\r\n" } ?? ""
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\(line)"
            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
    }

    static let poll = "GET /poll HTTP/1.1\r\nHost: server.example.com\r\n\r\n"

    static func answer(_ status: String, _ body: String = "", headers: String = "") -> String {
        "HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    static func chunked(_ chunks: [String]) -> String {
        let body = chunks.map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }.joined()
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(body)0\r\n\r\n"
    }
}

/// Frames as bytes.
enum Wire {
    static func frame(
        _ opcode: Opcode, _ payload: [UInt8] = [], fin: Bool = true, rsv: UInt8 = 0, key: UInt32? = nil
    ) -> [UInt8] {
        let mask: UInt8 = key == nil ? 0 : 0x80
        var bytes = [(fin ? 0x80 : 0) | rsv << 4 | opcode.rawValue]
        switch payload.count {
        case 0..<126: bytes.append(mask | UInt8(payload.count))
        case 126..<65_536: bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
        default: bytes += [mask | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        guard let key else { return bytes + payload }
        let octets = (0..<4).map { UInt8(truncatingIfNeeded: key >> (24 - 8 * UInt32($0))) }
        return bytes + octets + payload.enumerated().map { $1 ^ octets[$0 % 4] }
    }
}
