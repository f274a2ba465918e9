import ByteStreams
import NIOCore

/// What all connections of a proxy share, in the thread that relays them.
final class ProxyDesk {
    let configuration: ProxyConfiguration
    let tap: ProxyTap
    let connector: UpstreamConnector
    let loop: any EventLoop
    let round: RelayRound
    let buffers: NIOLoopBound<ReadBuffers>
    private var connections: [ObjectIdentifier: ProxyConnection] = [:]
    private var listeners: [any Channel] = []
    private var isStopping = false
    private var onEmpty: (() -> Void)?
    /// Whether nothing is read at the moment, since whoever writes does not keep up.
    private(set) var isPaused = false

    init(_ configuration: ProxyConfiguration, tap: ProxyTap, on loop: any EventLoop) {
        self.configuration = configuration
        self.tap = tap
        self.loop = loop
        buffers = NIOLoopBound(ReadBuffers(), eventLoop: loop)
        round = RelayRound(on: loop, buffers: buffers.value)
        connector = UpstreamConnector(loop: loop, buffers: buffers)
        tap.onFull = { [unowned self] in pause(true) }
    }

    /// Takes a socket that listens.
    func add(_ listener: any Channel) {
        listeners.append(listener)
    }

    /// Takes a connection that a client has opened.
    func accept(_ channel: any Channel, mode: ProxyMode) throws {
        let connection = ProxyConnection(mode: mode, desk: self)
        connections[ObjectIdentifier(connection)] = connection
        try channel.pipeline.syncOperations.addHandler(connection.client)
    }

    /// Lets go of a connection that is over.
    func forget(_ connection: ProxyConnection) {
        connections[ObjectIdentifier(connection)] = nil
        if isStopping, connections.isEmpty { onEmpty?() }
    }

    /// Stops reading, or goes on.
    func pause(_ pauses: Bool) {
        guard isPaused != pauses else { return }
        isPaused = pauses
        for connection in connections.values { connection.updateReading() }
    }

    /// Ends all connections and listens no more; `then` is called once that is done.
    func stop(_ then: @escaping () -> Void) {
        isStopping = true
        for listener in listeners { listener.close(promise: nil) }
        onEmpty = { [unowned self] in
            onEmpty = nil
            tap.handOver(isLast: true)
            then()
        }
        guard !connections.isEmpty else {
            onEmpty?()
            return
        }
        for connection in connections.values { connection.stop() }
    }
}
