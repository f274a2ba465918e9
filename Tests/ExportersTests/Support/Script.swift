import ByteStreams
import Dissection
import Glibc
import WebSocketWire

/// Events of connections as sessions tell them.
enum Script {
    static let start: Int64 = 1_732_305_600_000_000_000
    static let client = Endpoint(address: IPAddress(v4: 0x0a00_0001), port: 50_001)

    static func time(_ offset: Int64) -> Timestamp { Timestamp(nanoseconds: start + offset) }

    static func opening(
        _ handshake: ConnectionOpening.Handshake?, connection: Int = 1, port: UInt16 = 80, httpStream: UInt32? = nil
    ) -> ConnectionOpening {
        ConnectionOpening(
            connection: connection, time: time(1), client: client,
            server: Endpoint(address: IPAddress(v4: 0x0a00_0002), port: port), source: .capture, handshake: handshake,
            confidence: handshake == nil ? 0.9 : nil, security: nil, httpStream: httpStream)
    }

    static func open(_ batch: inout TrafficBatch, extension name: String? = nil) {
        let extensions = name.map { "Sec-WebSocket-Extensions: \($0)\n" } ?? ""
        let handshake = Sample.handshake(
            "GET / HTTP/1.1\nHost: example.com\nUpgrade: websocket\nConnection: Upgrade\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13\n\(extensions)\n",
            "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\n"
                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\n\(extensions)\n", duration: 1)
        batch.restore(opening(handshake))
    }

    static func openHTTP2(_ batch: inout TrafficBatch, _ connection: Int) {
        let request = HTTPHead(
            .request(method: "CONNECT", target: "/h2?x=1", .http2),
            fields: [
                HTTPField(":method", "CONNECT"), HTTPField(":protocol", "websocket"), HTTPField(":scheme", "https"),
                HTTPField(":authority", "example.com"), HTTPField(":path", "/h2?x=1"),
                HTTPField("sec-websocket-version", "13"),
            ])
        let response = HTTPHead(.response(.http2, status: 200, reason: ""), fields: [HTTPField(":status", "200")])
        let handshake = ConnectionOpening.Handshake(
            request: request, response: response, upgrade: Upgrade(request: request, response: response), duration: 1)
        batch.restore(opening(handshake, connection: connection, port: 443, httpStream: UInt32(connection)))
    }

    static func frame(
        _ number: Int, _ side: Direction, first: UInt8, length: Int, at offset: Int64, of connection: Int = 1
    ) -> Frame {
        let form = length < 126 ? UInt8(length) : length < 65_536 ? 126 : 127
        let second = (side == .fromClient ? 0x80 : 0) | form
        return Frame(
            connection: connection, message: number, number: 1, time: time(offset), from: side,
            header: FrameHeader(first: first, second: second, length: UInt64(length), key: 0x0102_0304))
    }

    static func message(
        _ batch: inout TrafficBatch, _ number: Int, _ side: Direction, first: UInt8, _ text: String,
        wire: [UInt8]? = nil, frameAt: Int64? = nil, at offset: Int64 = 10, of connection: Int = 1,
        _ change: (inout RestoredMessage) -> Void = { _ in }
    ) {
        let length = wire?.count ?? text.utf8.count
        let frame = frame(number, side, first: first, length: length, at: frameAt ?? offset, of: connection)
        batch.restore(frame)
        var message = RestoredMessage()
        message.connection = connection
        message.number = number
        message.time = time(offset)
        message.from = side
        message.opcode = Opcode(rawValue: first)
        message.length = UInt64(text.utf8.count)
        message.wireLength = UInt64(frame.header.headerLength + length)
        message.textLength = message.opcode == .text ? text.utf8.count : nil
        change(&message)
        batch.restore(message, payload: Array(text.utf8).span.bytes)
    }
}

/// The captures of this project.
enum Captures {
    static func bytes(of name: String) throws -> [UInt8] {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        var file = open("/\(root)/Captures/\(name)/capture.pcapng", O_RDONLY)
        if file < 0 { file = open("/\(root)/Captures/\(name)/capture.pcap", O_RDONLY) }
        guard file >= 0 else { throw Missing(name: name) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(file, &block, block.count), count > 0 { bytes += block[..<count] }
        return bytes
    }

    struct Missing: Error {
        let name: String
    }
}
