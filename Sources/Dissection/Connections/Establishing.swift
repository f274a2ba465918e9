import ByteStreams
import WebSocketWire

/// How a connection becomes WebSocket, or does not.
extension ConnectionDissector {
    /// The server answered an upgrade request with something else.
    func refuse(
        _ request: UpgradeWatch.Request, _ response: HTTPHead, at time: Timestamp, _ batch: inout TrafficBatch
    ) {
        guard var story = attempt else { return }
        attempt = nil
        story.isRefused = true
        tellOpening(story, handshake(request, response, at: time), at: time, &batch)
        story.end(.complete, at: time, into: &batch)
    }

    /// The server switched to WebSocket.
    func accept(
        _ request: UpgradeWatch.Request?, _ response: HTTPHead, at time: Timestamp, _ numbering: inout Int,
        _ batch: inout TrafficBatch
    ) {
        if attempt == nil { numbering += 1 }
        let story = attempt ?? ConnectionStory(connection: numbering)
        let shake = handshake(request, response, at: time)
        tellOpening(story, shake, at: time, &batch)
        let isClientLost = watch.isLost(.fromClient) || request == nil
        establish(story, shake.upgrade, isWhole: request != nil, lostLanes: isClientLost ? [.fromClient] : [])
        takeEarly(at: time, &batch)
    }

    /// The client's bytes behind its request are frames.
    private func takeEarly(at time: Timestamp, _ batch: inout TrafficBatch) {
        let early = watch.takeEarly()
        if let first = early.pieces.first(where: { $0.missing == 0 }) {
            let count = early.bytes.count
            socket?.story.tell(
                Violation(StreamRules.earlyData, "the client sent \(count) bytes before the answer"), at: first.time,
                into: &batch)
        }
        for piece in early.pieces { socket?.accept(piece, of: early, .fromClient, &batch) }
    }

    /// No answer was seen to an upgrade request, and the client goes on: with frames, if they look like it.
    func acceptUnanswered(_ numbering: inout Int, _ batch: inout TrafficBatch) {
        let search = BorderSearch(masking: .required, compression: .inferred, trust: 8)
        var offset = 0
        let early = watch.early
        let start = early.bytes.prefix(early.countBeforeGap)
        let border = unsafe search.accept(start.span.bytes, from: &offset, at: lastTime) ?? search.finish()
        guard let story = attempt, let border, border.skipped == 0 else {
            phase = .foreign
            return
        }
        let shake = handshake(watch.openAttempt, nil, at: lastTime)
        tellOpening(story, shake, at: early.pieces.first?.time ?? lastTime, &batch)
        establish(
            story, shake.upgrade, isWhole: false, lostLanes: watch.isLost(.fromServer) ? [.fromServer] : [])
        let held = watch.takeEarly()
        for piece in held.pieces { socket?.accept(piece, of: held, .fromClient, &batch) }
    }

    /// Frames were found in a direction although no answer to an upgrade request was seen. Says which direction it is,
    /// since frames tell who is who.
    func recognise(
        _ found: BorderSearch.Found, _ direction: Direction, _ numbering: inout Int, _ batch: inout TrafficBatch
    ) -> Direction {
        var direction = direction
        let sender: Direction = found.isMasked ? .fromClient : .fromServer
        if opening.roles == .guessed, attempt == nil, !isNamed, sender != direction {
            swapSides()
            direction = sender
        }
        let request = attempt == nil ? nil : watch.openAttempt
        if attempt == nil { numbering += 1 }
        let story = attempt ?? ConnectionStory(connection: numbering)
        let shake = request.map { handshake($0, nil, at: found.time) }
        tellOpening(story, shake, confidence: found.confidence, at: openedAt, &batch)
        let isOtherKnown = direction == .fromServer && request != nil
        establish(
            story, shake?.upgrade, isWhole: false, lostLanes: isOtherKnown ? [direction] : [.fromClient, .fromServer])
        let held = isOtherKnown ? watch.takeEarly() : searches[direction.opposite]?.held ?? HeldBytes()
        socket?.resume(found, direction, beside: held, &batch)
        searches = LaneSearches()
        return direction
    }

    /// The user says that the connection is WebSocket, from its first byte.
    func recogniseNamed(_ numbering: inout Int, _ batch: inout TrafficBatch) {
        if attempt == nil { numbering += 1 }
        let story = attempt ?? ConnectionStory(connection: numbering)
        let shake = attempt == nil ? nil : watch.openAttempt.map { handshake($0, nil, at: openedAt) }
        tellOpening(story, shake, confidence: 1, at: openedAt, &batch)
        establish(story, shake?.upgrade, isWhole: true, lostLanes: [])
        let early = watch.takeEarly()
        for piece in early.pieces { socket?.accept(piece, of: early, .fromClient, &batch) }
        for direction in Direction.allCases {
            unsafe socket?.accept(watch.unreadable(direction).span.bytes, direction, at: openedAt, &batch)
        }
    }

    /// Begins the lanes; those that are lost look for their next frame. Where not all of the connection's beginning was
    /// seen, it is not `isWhole`.
    private func establish(
        _ story: ConnectionStory, _ upgrade: Upgrade?, isWhole: Bool, lostLanes: Set<Direction>
    ) {
        var story = story
        story.isEstablished = true
        story.hasGap = hasGap || !isWhole
        settleTransport(&story)
        socket = WebSocketConnection(
            WebSocketLanes(
                client: lane(.fromClient, upgrade, isLost: lostLanes.contains(.fromClient)),
                server: lane(.fromServer, upgrade, isLost: lostLanes.contains(.fromServer)), story: story))
        attempt = nil
        phase = .webSocket
    }

    /// Forgets what was only of use before frames came.
    func forgetHandshake() {
        watch = UpgradeWatch()
        searches = LaneSearches()
    }

    /// Tells the story how the transport ended, where it has.
    func settleTransport(_ story: inout ConnectionStory) {
        if let finishedBy { story.setFinisher(finishedBy) }
        if let abortedBy { story.abort(from: abortedBy) }
    }

    /// What speaks for frames in a direction whose connection is WebSocket in all likelihood, in bits: enough for a
    /// decision at its first byte where the header there is a telling one.
    static var trust: Double { 4 }

    private func lane(_ direction: Direction, _ upgrade: Upgrade?, isLost: Bool) -> WebSocketLane {
        let masking: Masking = direction == .fromClient ? .required : .forbidden
        var terms = MessageAssembler.Terms(masking: masking, keptPayload: options.keptPayload)
        terms.compression = compression(direction, upgrade)
        if let upgrade, upgrade.negotiation.agreedExtensions.contains(where: { !$0.isDeflate }) {
            terms.foreignReservedBits = upgrade.deflate == nil ? 7 : 3
        }
        let search = isLost ? BorderSearch(masking: masking, compression: terms.compression, trust: Self.trust) : nil
        return WebSocketLane(direction, terms: terms, options: options, search: search)
    }

    private func compression(_ direction: Direction, _ upgrade: Upgrade?) -> Compression {
        if let deflate = upgrade?.deflate {
            let forgets =
                direction == .fromClient ? deflate.clientNoContextTakeover : deflate.serverNoContextTakeover
            return .agreed(keepsContext: !forgets)
        }
        if upgrade?.response != nil { return .none }
        if options.decodeAs[server.port] == true { return .agreed(keepsContext: true) }
        if let upgrade { return upgrade.negotiation.offeredExtensions.contains(where: \.isDeflate) ? .inferred : .none }
        return .inferred
    }

    func handshake(
        _ request: UpgradeWatch.Request?, _ response: HTTPHead?, at time: Timestamp
    ) -> ConnectionOpening.Handshake {
        ConnectionOpening.Handshake(
            request: request?.head, response: response,
            upgrade: Upgrade(request: request?.head, response: response),
            duration: response == nil ? nil : request.map { time.since($0.began) })
    }

    func tellOpening(
        _ story: ConnectionStory, _ handshake: ConnectionOpening.Handshake?, confidence: Double? = nil,
        at time: Timestamp, _ batch: inout TrafficBatch
    ) {
        batch.append(
            ConnectionOpening(
                connection: story.connection, time: time, client: client, server: server, source: options.source,
                handshake: handshake, confidence: confidence, security: security, httpStream: httpStream))
        for violation in handshake?.upgrade.violations ?? [] {
            story.tell(violation, at: time, into: &batch)
        }
        for finding in earlyFindings + story.postponed {
            story.tell(finding.violation, at: finding.time, into: &batch)
        }
        earlyFindings = []
    }
}

extension ExtensionOffer {
    /// Whether this is permessage-deflate (RFC 7692).
    var isDeflate: Bool { name == DeflateParameters.name }
}
