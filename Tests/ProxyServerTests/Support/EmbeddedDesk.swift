import ByteStreams
import Dissection
import NIOCore
import NIOEmbedded

@testable import ProxyServer

/// A desk and its channels without sockets.
struct EmbeddedDesk {
    let loop = EmbeddedEventLoop()
    let desk: ProxyDesk

    init() {
        let configuration = ProxyConfiguration(
            [], dissection: DissectionOptions(), clock: { Timestamp(nanoseconds: 1) }, remark: { _ in })
        let tap = ProxyTap(
            options: configuration.dissection, queue: TrafficQueue {}, on: loop, clock: configuration.clock)
        desk = ProxyDesk(configuration, tap: tap, on: loop)
    }

    /// A client's channel in a mode.
    func client(_ kind: ProxyMode.Kind) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(loop: loop)
        try desk.accept(channel, mode: ProxyMode(kind))
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
        return channel
    }

    /// A channel with a leg of a connection that does nothing.
    func leg(_ direction: Direction) throws -> (ProxyLeg, EmbeddedChannel) {
        let leg = ProxyLeg(direction, of: ProxyConnection(mode: ProxyMode(.regular), desk: desk))
        return (leg, EmbeddedChannel(handler: leg, loop: loop))
    }
}

extension EmbeddedChannel {
    /// What was sent since one last looked, as text.
    func sent() throws -> String {
        var all = ByteBuffer()
        while var buffer = try readOutbound(as: ByteBuffer.self) { all.writeBuffer(&buffer) }
        return String(buffer: all)
    }
}
