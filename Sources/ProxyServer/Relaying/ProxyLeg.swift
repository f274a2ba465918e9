import ByteStreams
import Glibc
import NIOCore

/// One of the two channels of a proxied connection.
final class ProxyLeg: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// The direction of what it reads.
    let direction: Direction
    private var connection: ProxyConnection?
    private var context: ChannelHandlerContext?
    /// The leg that what it reads goes to; nil before bytes are relayed.
    private var partner: ProxyLeg?
    private var hasFinishedWriting = false
    private var hasFailed = false
    private(set) var hasFinished = false
    private(set) var isActive = false
    private var isClosing = false

    init(_ direction: Direction, of connection: ProxyConnection) {
        self.direction = direction
        self.connection = connection
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        isActive = context.channel.isActive
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        isActive = true
        connection?.didOpen(self)
    }

    /// The channel's far end; nil where it is none of IP.
    var remote: Endpoint? { context.flatMap { Endpoint($0.remoteAddress) } }

    /// Sends what this leg reads from now on to another one.
    func relay(to partner: ProxyLeg?) {
        self.partner = partner
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let connection else { return }
        guard let target = partner?.context else { return connection.didRead(unwrapInboundIn(data), from: self) }
        target.write(data, promise: nil)
        connection.round.add(unwrapInboundIn(data), from: self)
    }

    /// Sends on what this leg has read.
    func flushOnward() {
        partner?.context?.flush()
    }

    /// Decodes what this leg has read.
    func decode(_ buffer: ByteBuffer) {
        connection?.decode(buffer, direction)
    }

    /// Puts bytes on the wire.
    func send(_ buffer: ByteBuffer) {
        context?.writeAndFlush(NIOAny(buffer), promise: nil)
    }

    /// Puts bytes on the wire.
    func send(_ bytes: [UInt8]) {
        guard let context, !bytes.isEmpty else { return }
        send(context.channel.allocator.buffer(bytes: bytes))
    }

    /// Whether the kernel takes more bytes.
    var isWritable: Bool { context?.channel.isWritable ?? true }

    /// Reads, or leaves bytes where they are.
    func setReading(_ reads: Bool) {
        try? context?.channel.syncOptions?.setOption(.autoRead, value: reads)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        connection?.didChangeRoom(of: self)
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent {
            hasFinished = true
            connection?.didFinish(self)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        hasFailed = true
        connection?.didFail(self, error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        isActive = false
        if hasFinishedWriting, !hasFinished, !hasFailed, !isClosing {
            // The far end's FIN, where ours went before, ends the channel without further words.
            hasFinished = true
            connection?.didFinish(self)
        }
        connection?.didClose(self, isOwn: isClosing)
        connection = nil
        partner = nil
    }

    /// Says to the far end that nothing more comes (FIN), once all is sent.
    func finishWriting() {
        hasFinishedWriting = true
        context?.close(mode: .output, promise: nil)
    }

    /// Closes the channel once all is sent.
    func close() {
        guard let context, !isClosing else { return }
        isClosing = true
        afterWriting(context) { $0.close(promise: nil) }
    }

    /// Aborts the channel (RST), once all is sent.
    func abort() {
        guard let context, !isClosing else { return }
        isClosing = true
        afterWriting(context) { context in
            let abrupt = linger(l_onoff: 1, l_linger: 0)
            _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(abrupt)
            context.close(promise: nil)
        }
    }

    /// How long bytes may take until the far end has to take them when the connection is over.
    private static let lingering = TimeAmount.seconds(5)

    private func afterWriting(_ context: ChannelHandlerContext, _ then: @escaping (ChannelHandlerContext) -> Void) {
        let loop = context.eventLoop.assumeIsolated()
        let written = context.eventLoop.makePromise(of: Void.self)
        let limit = loop.scheduleTask(in: Self.lingering) { written.succeed() }
        written.futureResult.assumeIsolated().whenComplete { [self] _ in
            limit.cancel()
            if let context = self.context { then(context) }
        }
        let empty = NIOAny(context.channel.allocator.buffer(capacity: 0))
        context.writeAndFlush(empty).assumeIsolated().whenComplete { _ in written.succeed() }
    }
}
