package import ByteStreams
import Dissection
import NIOCore
import NIOPosix

/// A proxy that listens, relays, and decodes what it relays, in a thread of its own.
package final class ProxyServer: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let desk: NIOLoopBound<ProxyDesk>
    /// Where it listens, one for each of the listeners that were asked for.
    package let addresses: [Endpoint]

    /// Listens. What is decoded goes into `queue`.
    package init(_ configuration: ProxyConfiguration, into queue: TrafficQueue) throws(ProxyError) {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        do {
            let desk = try loop.submit {
                let tap = ProxyTap(
                    options: configuration.dissection, queue: queue, on: loop, clock: configuration.clock)
                return NIOLoopBound(ProxyDesk(configuration, tap: tap, on: loop), eventLoop: loop)
            }.wait()
            self.desk = desk
            queue.whenThereIsRoom { loop.execute { desk.value.pause(false) } }
            addresses = try configuration.listeners.map { try Self.listen($0, desk, on: loop) }
        } catch {
            try? group.syncShutdownGracefully()
            throw error as? ProxyError ?? ProxyError(description: "the proxy does not start: \(error)")
        }
    }

    private static func listen(
        _ listener: ProxyConfiguration.Listener, _ desk: NIOLoopBound<ProxyDesk>, on loop: any EventLoop
    ) throws -> Endpoint {
        let mode = listener.mode
        let buffers = try loop.submit { desk.value.buffers }.wait()
        let bootstrap = ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: ProxyLimits.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .proxied(buffers)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try desk.value.accept(channel, mode: mode) }
            }
        let address = listener.address
        do {
            let channel = try bootstrap.bind(host: address.host, port: Int(address.port)).wait()
            try loop.submit { desk.value.add(channel) }.wait()
            return Endpoint(channel.localAddress) ?? Endpoint(address: IPAddress(v4: 0), port: 0)
        } catch {
            throw ProxyError(
                description: "\(mode.name) cannot listen on \(address): \(ConnectFailure(error).words) (listen "
                    + "elsewhere with -m \(mode.name)…@PORT or -p PORT)")
        }
    }

    /// Ends all connections and listens no more. Everything that was decoded is in the queue afterwards.
    package func stop() {
        let loop = desk.eventLoop
        let done = loop.makePromise(of: Void.self)
        loop.execute { [desk] in desk.value.stop { done.succeed() } }
        try? done.futureResult.wait()
        try? group.syncShutdownGracefully()
    }
}
