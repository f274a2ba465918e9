import ByteStreams
import Interception
import NIOCore

/// One connection of a client, and the one to its server: from what the client says first to the end of both.
final class ProxyConnection {
    private enum Phase {
        /// The client says where it wants to go.
        case greeting(ProxyGreeting)
        /// The connection to the server is being made.
        case connecting
        case relaying(StreamID)
        case over
    }

    let mode: ProxyMode
    private let desk: ProxyDesk
    private var phase = Phase.connecting
    private(set) lazy var client = ProxyLeg(.fromClient, of: self)
    private var server: ProxyLeg?
    /// What the client has sent and nobody has taken yet.
    private var pending = ByteBuffer()
    private var timeLimit: Scheduled<Void>?

    /// Where bytes gather that are relayed.
    let round: RelayRound

    init(mode: ProxyMode, desk: ProxyDesk) {
        round = desk.round
        self.mode = mode
        self.desk = desk
    }

    /// A leg's channel is open.
    func didOpen(_ leg: ProxyLeg) {
        guard leg === client else { return }
        switch mode.kind {
        case .reverse(let target): connect(to: target, then: .relay)
        case .regular: greet(.http(HTTPProxyGreeting(credentials: desk.configuration.credentials)))
        case .socks5: greet(.socks(SOCKSGreeting(credentials: desk.configuration.credentials)))
        }
    }

    private func greet(_ greeting: ProxyGreeting) {
        phase = .greeting(greeting)
        timeLimit = desk.loop.assumeIsolated().scheduleTask(in: ProxyLimits.greeting) { [unowned self] in
            remark("the client did not say where it wants to go within \(ProxyLimits.greeting.seconds) seconds")
            close()
        }
    }

    /// A leg has read bytes that are not relayed yet.
    func didRead(_ buffer: ByteBuffer, from leg: ProxyLeg) {
        var buffer = buffer
        switch phase {
        case .greeting(let greeting):
            pending.writeBuffer(&buffer)
            advance(greeting)
        case .connecting: pending.writeBuffer(&buffer)
        // The other leg is gone: nobody takes the bytes any more.
        case .relaying, .over: break
        }
    }

    private func advance(_ greeting: ProxyGreeting) {
        var greeting = greeting
        while let step = greeting.feed(&pending) {
            phase = .greeting(greeting)
            switch step {
            case .reply(let bytes): client.send(bytes)
            case .tunnel(let target, let protocolName):
                return connect(to: target, then: protocolName == .http ? .answerHTTP : .answerSOCKS)
            case .forward(let request) where request.isSecure:
                remark("a request asks the proxy to speak TLS to \(request.target), which it does not yet")
                client.send(
                    ProxyAnswer.bytes(
                        501, "Not Implemented", "This proxy does not speak TLS to servers; CONNECT tunnels do."))
                return close()
            case .forward(let request):
                return connect(to: request.target, then: .forward(request))
            case .refuse(let bytes, let reason):
                remark(reason)
                client.send(bytes)
                return close()
            case .foreign:
                remark("the client does not speak HTTP/1.1, which a proxy in mode \(mode.name) needs")
                return close()
            }
        }
        phase = .greeting(greeting)
    }

    /// What follows once a connection to the server stands.
    private enum Following {
        case relay
        case answerHTTP
        case answerSOCKS
        case forward(ForwardedRequest)
    }

    private func connect(to target: ProxyTarget, then following: Following) {
        timeLimit?.cancel()
        phase = .connecting
        client.setReading(false)
        desk.connector.connect(to: target).assumeIsolated().whenComplete { [self] result in
            switch result {
            case .success(let channel): didConnect(channel, following)
            case .failure(let error): didNotConnect(target, ConnectFailure(error), following)
            }
        }
    }

    private func didConnect(_ channel: any Channel, _ following: Following) {
        let leg = ProxyLeg(.fromServer, of: self)
        guard case .connecting = phase, client.isActive,
            (try? channel.pipeline.syncOperations.addHandler(leg)) != nil
        else {
            channel.close(promise: nil)
            return close()
        }
        server = leg
        switch following {
        case .relay: break
        case .answerHTTP: client.send(ProxyAnswer.established)
        case .answerSOCKS: client.send(SOCKSGreeting.answer(.established))
        case .forward(let request):
            let rest = pending
            pending = ByteBuffer(bytes: request.bytes)
            pending.writeImmutableBuffer(rest)
        }
        relay(from: client, to: leg)
    }

    private func didNotConnect(_ target: ProxyTarget, _ failure: ConnectFailure, _ following: Following) {
        remark("\(target) cannot be reached: \(failure.words)")
        switch following {
        case .relay, .answerHTTP, .forward: client.send(ProxyAnswer.unreachable(target, failure.words))
        case .answerSOCKS: client.send(SOCKSGreeting.answer(failure.outcome))
        }
        close()
    }

    private func relay(from client: ProxyLeg, to server: ProxyLeg) {
        guard let near = client.remote, let far = server.remote else { return close() }
        let stream = desk.tap.open(client: near, server: far)
        phase = .relaying(stream)
        client.relay(to: server)
        server.relay(to: client)
        if pending.readableBytes > 0 {
            server.send(pending)
            decode(pending, .fromClient)
            pending = ByteBuffer()
        }
        if client.hasFinished { didFinish(client) }
        updateReading()
    }

    /// Decodes what has been sent on.
    func decode(_ buffer: ByteBuffer, _ direction: Direction) {
        guard case .relaying(let stream) = phase else { return }
        desk.tap.accept(.bytes(direction, buffer.readableBytesSpan), of: stream)
    }

    /// A leg takes more bytes again, or no more.
    func didChangeRoom(of leg: ProxyLeg) {
        guard case .relaying = phase, !desk.isPaused else { return }
        other(leg)?.setReading(leg.isWritable)
    }

    /// Reads what there is room for.
    func updateReading() {
        guard case .relaying = phase, let server else { return }
        client.setReading(!desk.isPaused && server.isWritable)
        server.setReading(!desk.isPaused && client.isWritable)
    }

    private func other(_ leg: ProxyLeg) -> ProxyLeg? {
        leg === client ? server : client
    }

    /// A leg's far end has said that nothing more comes.
    func didFinish(_ leg: ProxyLeg) {
        round.finish()
        switch phase {
        case .greeting: close()
        case .connecting, .over: break
        case .relaying(let stream):
            desk.tap.accept(.finished(leg.direction), of: stream)
            guard let other = other(leg) else { return }
            other.finishWriting()
            if other.hasFinished { close() }
        }
    }

    /// A leg's channel has failed.
    func didFail(_ leg: ProxyLeg, _ error: any Error) {
        round.finish()
        guard case .relaying = phase else { return close() }
        abort(by: leg)
    }

    private func abort(by leg: ProxyLeg) {
        guard case .relaying(let stream) = phase else { return }
        desk.tap.accept(.aborted(leg.direction), of: stream)
        phase = .over
        desk.tap.end(stream, .complete)
        other(leg)?.abort()
        leg.close()
    }

    /// A leg's channel is closed.
    func didClose(_ leg: ProxyLeg, isOwn: Bool) {
        round.finish()
        if !isOwn, case .relaying = phase, !leg.hasFinished || other(leg)?.hasFinished == false {
            abort(by: leg)
        } else {
            close()
        }
        if !client.isActive, server?.isActive != true { desk.forget(self) }
    }

    /// Closes both legs once all is sent.
    private func close() {
        timeLimit?.cancel()
        timeLimit = nil
        if case .relaying(let stream) = phase { desk.tap.end(stream, .complete) }
        phase = .over
        client.close()
        server?.close()
    }

    /// The proxy ends: the connection does too.
    func stop() {
        if case .relaying(let stream) = phase { desk.tap.end(stream, .inputEnded) }
        phase = .over
        close()
    }

    private func remark(_ words: String) {
        let from = client.remote.map { "\($0): " } ?? ""
        desk.configuration.remark("\(mode.name): \(from)\(words)")
    }
}

extension TimeAmount {
    /// Whole seconds.
    var seconds: Int64 { nanoseconds / 1_000_000_000 }
}
