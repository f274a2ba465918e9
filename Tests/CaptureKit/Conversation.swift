/// A WebSocket connection written by hand: every word said on it becomes packets of raw IPv4, a millisecond apart.
package struct Conversation {
    /// The side that sends.
    package enum Side: Sendable {
        case client, server
    }

    /// The packets so far.
    package private(set) var list = PacketList([])
    private var time: Int64
    private var sequence: [UInt32] = [1_000, 9_000]
    private let clientPort: UInt16

    /// Nothing but the opening of the TCP connection, from a port of the client to port 80.
    package init(clientPort: UInt16 = 40_000, at seconds: Int64 = 1_700_000_000) {
        self.clientPort = clientPort
        time = seconds * 1_000_000_000
        put(.client, [], flags: 0x02)
        put(.server, [], flags: 0x12)
    }

    /// Says bytes, cut into segments.
    package mutating func say(_ side: Side, _ bytes: [UInt8], segment: Int = 60_000) {
        for start in stride(from: 0, to: bytes.count, by: segment) {
            put(side, Array(bytes[start..<min(start + segment, bytes.count)]), flags: 0x18)
        }
    }

    /// Says a text.
    package mutating func say(_ side: Side, _ text: String) {
        say(side, Array(text.utf8))
    }

    /// The handshake, with an extension agreed on where one is named (RFC 6455 section 1.3).
    package mutating func shakeHands(extension name: String? = nil) {
        let line = name.map { "Sec-WebSocket-Extensions: \($0)\r\n" } ?? ""
        say(
            .client,
            "GET /chat HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\(line)\r\n")
        say(
            .server,
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\(line)\r\n")
    }

    /// A frame that is the whole of a message, from the server; `first` is its first byte.
    package mutating func serverFrame(_ first: UInt8, _ payload: [UInt8]) {
        var header = [first]
        if payload.count < 126 {
            header.append(UInt8(payload.count))
        } else {
            header.append(payload.count < 65_536 ? 126 : 127)
            let size = payload.count < 65_536 ? 2 : 8
            header += (0..<size).reversed().map { UInt8(truncatingIfNeeded: payload.count >> (8 * $0)) }
        }
        say(.server, header + payload)
    }

    /// Ends the TCP connection from both sides.
    package mutating func end() {
        put(.server, [], flags: 0x11)
        put(.client, [], flags: 0x11)
    }

    private mutating func put(_ side: Side, _ payload: [UInt8], flags: UInt8) {
        let (mine, other) = side == .client ? (0, 1) : (1, 0)
        let addresses: [[UInt8]] = [[10, 0, 0, 1], [10, 0, 0, 2]]
        let ports = [clientPort, 80]
        func two(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)] }
        func four(_ value: UInt32) -> [UInt8] { two(UInt16(value >> 16)) + two(UInt16(truncatingIfNeeded: value)) }
        let ip: [UInt8] = [0x45, 0] + two(UInt16(40 + payload.count)) + [0, 0, 0x40, 0, 64, 6, 0, 0]
        let tcp = two(ports[mine]) + two(ports[other]) + four(sequence[mine]) + four(sequence[other])
        let rest: [UInt8] = [0x50, flags, 0xff, 0xff, 0, 0, 0, 0]
        let bytes = ip + addresses[mine] + addresses[other] + tcp + rest + payload
        list.packets.append(
            PacketList.Packet(time: time, linkType: 101, originalLength: bytes.count, bytes: bytes))
        time += 1_000_000
        sequence[mine] &+= UInt32(payload.count) + (flags & 0x03 != 0 ? 1 : 0)
    }
}
