import Glibc
import Testing

/// A WebSocket client and its server on 127.0.0.1, in one thread: what one side sends, the other reads before anything
/// else is sent.
final class WebSocketPair {
    private let listener: Int32
    private var client: Int32 = -1
    private var server: Int32 = -1
    /// The port of the server, which the kernel chose.
    let port: UInt16

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(descriptor, raw, length) == 0 && listen(descriptor, 1) == 0
                    && getsockname(descriptor, raw, &length) == 0
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        try #require(isBound)
    }

    deinit {
        for descriptor in [listener, client, server] where descriptor >= 0 { close(descriptor) }
    }

    /// Connects, through what listens on another port where one is given, and agrees on WebSocket at `path`.
    func open(_ path: String, through other: UInt16? = nil) throws {
        client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(port: other ?? port)
        let descriptor = client
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                connect(descriptor, raw, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        try #require(isConnected)
        server = accept(listener, nil, nil)
        try #require(server >= 0)
        try send(
            Array(
                """
                GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n
                """.utf8), from: client, to: server)
        try send(
            Array(
                """
                HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n
                """.utf8), from: server, to: client)
    }

    /// The client says a short text and the server says it back.
    func echo(_ text: String) throws {
        let payload = Array(text.utf8)
        try #require(payload.count < 126)
        let key: [UInt8] = [UInt8(payload.count), 0xa5, UInt8(payload.first ?? 0), 0x3c]
        let masked = payload.enumerated().map { $1 ^ key[$0 % 4] }
        try send([0x81, 0x80 | UInt8(payload.count)] + key + masked, from: client, to: server)
        try send([0x81, UInt8(payload.count)] + payload, from: server, to: client)
    }

    /// The server says a text of 126 to 65,535 bytes.
    func tell(_ text: String) throws {
        let payload = Array(text.utf8)
        try #require((126...65_535).contains(payload.count))
        let head: [UInt8] = [0x81, 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
        try send(head + payload, from: server, to: client)
    }

    /// Ends the connection in order.
    func end() throws {
        try send([0x88, 0x82, 1, 2, 3, 4, 3 ^ 1, 0xe8 ^ 2], from: client, to: server)
        try send([0x88, 2, 3, 0xe8], from: server, to: client)
        for descriptor in [server, client] { close(descriptor) }
        server = -1
        client = -1
    }

    private func send(_ bytes: [UInt8], from: Int32, to: Int32) throws {
        try #require(write(from, bytes, bytes.count) == bytes.count)
        var left = bytes.count
        var memory = [UInt8](repeating: 0, count: bytes.count)
        while left > 0 {
            let count = read(to, &memory, left)
            try #require(count > 0)
            left -= count
        }
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }
}
