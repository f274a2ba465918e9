import ByteStreams
import Dissection
import Interception
import Synchronization
import Testing

@testable import ProxyServer

/// A proxy on a free port before a server on another, and what it says.
final class ProxyBench {
    let server = TestSocket.listening()
    let queue: TrafficQueue
    private let proxy: ProxyServer
    private let said = Said()

    private final class Said: Sendable {
        let lines = Mutex<[String]>([])
    }

    init(
        _ kind: ProxyMode.Kind? = nil, credentials: ProxyCredentials? = nil, queueLimit: Int = 1 << 20,
        tellsFrames: Bool = false
    ) throws {
        let target = try #require(ProxyTarget(host: "127.0.0.1", port: Int(server.port)))
        queue = TrafficQueue(limit: queueLimit) {}
        var options = DissectionOptions()
        options.source = .proxy
        options.tellsFrames = tellsFrames
        let listener = ProxyConfiguration.Listener(
            mode: ProxyMode(kind ?? .reverse(target)), address: ListenAddress(host: "127.0.0.1", port: 0))
        let said = said
        var configuration = ProxyConfiguration(
            [listener], dissection: options, clock: { Timestamp(nanoseconds: 1_000_000_000) },
            remark: { line in said.lines.withLock { $0.append(line) } })
        configuration.credentials = credentials
        proxy = try ProxyServer(configuration, into: queue)
    }

    /// Where the proxy listens.
    var port: UInt16 { proxy.addresses[0].port }

    /// What the proxy has said to people.
    var remarks: [String] { said.lines.withLock { $0 } }

    /// A client's connection to the proxy.
    func client() throws -> TestSocket { try #require(TestSocket.connected(to: port)) }

    /// A client's connection, and the one that the server gets for it.
    func pair() throws -> (TestSocket, TestSocket) {
        let client = try client()
        return (client, server.accepted())
    }

    /// Ends the proxy; all that it has decoded.
    func stop() -> [TrafficEvent] {
        proxy.stop()
        return events()
    }

    /// What has been decoded and handed over so far.
    func events() -> [TrafficEvent] {
        var events: [TrafficEvent] = []
        _ = queue.drain { events += $0.events }
        return events
    }
}

/// A handshake as a client and a server say it.
enum SampleUpgrade {
    static let request =
        "GET /chat HTTP/1.1\r\nHost: example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    static let response =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
    /// A text frame from a server.
    static let text: [UInt8] = [0x81, 2, 0x68, 0x69]
}
