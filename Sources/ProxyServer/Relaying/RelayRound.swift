import NIOCore

/// What was read in one turn of the event loop. All of it goes out before any of it is decoded, and what comes in small
/// pieces gathers meanwhile.
final class RelayRound {
    private var pieces: [(leg: ProxyLeg, buffer: ByteBuffer)] = []
    /// How many of the pieces were sent.
    private var sent = 0
    /// How many of them were decoded.
    private var decoded = 0
    private let loop: NIOIsolatedEventLoop
    private let buffers: ReadBuffers

    init(on loop: any EventLoop, buffers: ReadBuffers) {
        self.loop = loop.assumeIsolated()
        self.buffers = buffers
    }

    /// Takes bytes that a leg has read and written to the other, and not flushed there.
    func add(_ buffer: ByteBuffer, from leg: ProxyLeg) {
        if pieces.isEmpty { loop.execute { [self] in finish() } }
        pieces.append((leg, buffer))
        if pieces.count == ProxyLimits.piecesInRound { finish() }
    }

    /// Sends what waits, and decodes it. Sending may find a channel closed, whose end then comes here first.
    func finish() {
        while sent < pieces.count {
            sent += 1
            pieces[sent - 1].leg.flushOnward()
        }
        while decoded < pieces.count {
            decoded += 1
            var buffer = ByteBuffer()
            swap(&buffer, &pieces[decoded - 1].buffer)
            pieces[decoded - 1].leg.decode(buffer)
            buffers.giveBack(buffer)
        }
        pieces.removeAll(keepingCapacity: true)
        (sent, decoded) = (0, 0)
    }
}
