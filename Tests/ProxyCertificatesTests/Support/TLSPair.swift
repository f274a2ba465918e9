import ByteStreams
import NIOCore
import NIOEmbedded
import NIOSSL
import NIOTLS
import Testing

/// A client and a server of TLS that speak without a network.
final class TLSPair {
    private let client = EmbeddedChannel()
    private let server = EmbeddedChannel()
    private let listener = HandshakeListener()

    convenience init(client: TLSConfiguration, server: TLSConfiguration, name: String?) throws {
        try self.init(client: NIOSSLContext(configuration: client), server: server, name: name)
    }

    init(client context: NIOSSLContext, server: TLSConfiguration, name: String?) throws {
        try client.pipeline.syncOperations.addHandlers([
            NIOSSLClientHandler(context: context, serverHostname: name), listener,
        ])
        try self.server.pipeline.syncOperations.addHandler(
            NIOSSLServerHandler(context: NIOSSLContext(configuration: server)))
    }

    deinit {
        for channel in [client, server] { channel.endAtOnce() }
    }

    /// Exchanges bytes until both are silent, and then a message from client to server, which it gives.
    func exchange(_ message: String) throws -> String? {
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 443)
        client.connect(to: address, promise: nil)
        server.connect(to: address, promise: nil)
        try pump()
        client.writeAndFlush(ByteBuffer(string: message), promise: nil)
        try pump()
        return try server.readInbound(as: ByteBuffer.self).map { String(buffer: $0) }
    }

    /// The protocol that both agreed on.
    var applicationProtocol: String? { listener.applicationProtocol }

    private func pump() throws {
        var isMoving = true
        while isMoving {
            isMoving = false
            while let bytes = try client.readOutbound(as: ByteBuffer.self) {
                try server.writeInbound(bytes)
                isMoving = true
            }
            while let bytes = try server.readOutbound(as: ByteBuffer.self) {
                try client.writeInbound(bytes)
                isMoving = true
            }
        }
    }

    /// The bytes that a client begins with.
    static func hello(_ configuration: TLSConfiguration, name: String?) throws -> [UInt8] {
        let channel = EmbeddedChannel()
        defer { channel.endAtOnce() }
        try channel.pipeline.syncOperations.addHandler(
            NIOSSLClientHandler(context: NIOSSLContext(configuration: configuration), serverHostname: name))
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 443), promise: nil)
        return try Array(#require(try channel.readOutbound(as: ByteBuffer.self)).readableBytesView)
    }
}

/// Hears what the handshake came to.
private final class HandshakeListener: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private(set) var applicationProtocol: String?

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted(let name) = event as? TLSUserEvent { applicationProtocol = name }
        context.fireUserInboundEventTriggered(event)
    }
}

extension EmbeddedChannel {
    /// Closes it, and lets the time pass that TLS waits for the other side to close too.
    fileprivate func endAtOnce() {
        close(promise: nil)
        embeddedEventLoop.advanceTime(by: .minutes(1))
    }
}
