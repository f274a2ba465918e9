import ByteStreams
import TestKit
import WebSocketWire

/// A WebSocket connection between two ends, said as the events of its stream.
struct SpokenConnection: ~Copyable {
    private var teller: StoryTeller
    private let stream = StreamID(slot: 0, serial: 0)
    /// The time of the next event.
    var time = Timestamp(nanoseconds: 1_732_305_600_000_000_001)

    /// A connection whose handshake agrees on an extension, or on none.
    init(extension name: String? = nil, isV6: Bool = false, keeping cap: Int = .max, shakesHands: Bool = true) {
        teller = StoryTeller(keeping: cap)
        let client = isV6 ? IPAddress(v6: 0x2001_0db8_0000_0000, 7) : IPAddress(v4: 0x0a00_0001)
        let server = isV6 ? IPAddress(v6: 0x2001_0db8_0000_0000, 8) : IPAddress(v4: 0x0a00_0002)
        let opening = StreamOpening(
            client: Endpoint(address: client, port: 50_001), server: Endpoint(address: server, port: 8_080),
            roles: shakesHands ? .known : .guessed)
        teller.accept(.opened(opening), of: stream, at: time)
        guard shakesHands else { return }
        let extensions = name.map { "Sec-WebSocket-Extensions: \($0)\r\n" } ?? ""
        say(
            .fromClient,
            Array(
                ("GET /chat?a=1 HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\(extensions)\r\n")
                    .utf8))
        say(
            .fromServer,
            Array(
                ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\(extensions)\r\n").utf8))
    }

    /// A moment passes.
    mutating func wait(_ nanoseconds: Int64 = 1_234_567) {
        time = Timestamp(nanoseconds: time.nanoseconds + nanoseconds)
    }

    /// A side says bytes.
    mutating func say(_ side: Direction, _ bytes: [UInt8]) {
        wait()
        teller.accept(.bytes(side, bytes.span.bytes), of: stream, at: time)
    }

    /// Bytes of a side are not seen.
    mutating func lose(_ side: Direction, _ count: Int) {
        wait()
        teller.accept(.gap(side, count: count), of: stream, at: time)
    }

    /// A side says a frame; a client's is masked.
    mutating func frame(_ side: Direction, _ first: UInt8, _ payload: [UInt8], mask: UInt32 = 0x37fa_213d) {
        say(side, Self.frame(side, first, payload, mask: mask))
    }

    /// The bytes of a frame.
    static func frame(_ side: Direction, _ first: UInt8, _ payload: [UInt8], mask: UInt32 = 0x37fa_213d) -> [UInt8] {
        var bytes = [first]
        let masked: UInt8 = side == .fromClient ? 0x80 : 0
        switch payload.count {
        case ..<126: bytes.append(masked | UInt8(payload.count))
        case ..<65_536: bytes += [masked | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
        default: bytes += [masked | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        guard masked != 0 else { return bytes + payload }
        let key = (0..<4).map { UInt8(truncatingIfNeeded: mask >> UInt32(24 - 8 * $0)) }
        return bytes + key + payload.enumerated().map { $1 ^ key[$0 & 3] }
    }

    /// Both sides close, and TCP ends.
    mutating func close() {
        frame(.fromClient, 0x88, [3, 232])
        frame(.fromServer, 0x88, [3, 232])
        end([.fromServer, .fromClient])
    }

    /// Sides end TCP in order, and the stream ends.
    mutating func end(_ sides: [Direction], abortedBy side: Direction? = nil, _ how: StreamEnd = .complete) {
        wait()
        for side in sides { teller.accept(.finished(side), of: stream, at: time) }
        if let side { teller.accept(.aborted(side), of: stream, at: time) }
        teller.accept(.ended(how), of: stream, at: time)
    }

    /// What was told of it.
    consuming func finish() -> CaptureStory { teller.finish() }
}

extension Direction {
    /// Either side, at random.
    static func random(_ random: inout SeededRandom) -> Direction {
        Bool.random(using: &random) ? .fromClient : .fromServer
    }
}
