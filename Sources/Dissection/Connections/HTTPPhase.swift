import ByteStreams
import WebSocketWire

/// The connection while it speaks HTTP, or while it is not known what it speaks.
extension ConnectionDissector {
    func acceptHTTP(
        _ bytes: RawSpan, _ direction: Direction, at time: Timestamp, _ numbering: inout Int,
        _ batch: inout TrafficBatch
    ) {
        var offset = 0
        while offset < bytes.byteCount, phase == .http {
            let wasLost = watch.isLost(direction)
            let start = offset
            let step = watch.accept(bytes, from: &offset, direction, at: time)
            if wasLost, !watch.isLost(direction) { searches[direction] = nil }
            if let step {
                if case .swapped(let head, let began) = step {
                    let rest = bytes.extracting(offset..<bytes.byteCount)
                    swapRoles(head, began: began, rest, direction, at: time, &numbering, &batch)
                    return
                }
                take(step, direction, at: time, &numbering, &batch)
            } else if wasLost, watch.isLost(direction) {
                let rest = bytes.extracting(start..<bytes.byteCount)
                search(rest, direction, at: time, &numbering, &batch)
                return
            } else if watch.early.bytes.count > DissectionLimits.earlyBytes {
                acceptUnanswered(&numbering, &batch)
                return
            }
        }
        if phase == .webSocket, offset < bytes.byteCount {
            socket?.accept(bytes.extracting(offset..<bytes.byteCount), direction, at: time, &batch)
        }
    }

    /// Reads the head again that tells who is who, and goes on behind it.
    private func swapRoles(
        _ head: HTTPHead, began: Timestamp, _ rest: RawSpan, _ direction: Direction, at time: Timestamp,
        _ numbering: inout Int, _ batch: inout TrafficBatch
    ) {
        guard opening.roles == .guessed, attempt == nil, !hasSwappedRoles else {
            phase = .foreign
            return
        }
        hasSwappedRoles = true
        swapSides()
        watch = UpgradeWatch()
        let start = head.method == nil ? time : began
        unsafe acceptHTTP(head.raw.span.bytes, direction.opposite, at: start, &numbering, &batch)
        acceptHTTP(rest, direction.opposite, at: time, &numbering, &batch)
    }

    private func take(
        _ step: UpgradeWatch.Step, _ direction: Direction, at time: Timestamp, _ numbering: inout Int,
        _ batch: inout TrafficBatch
    ) {
        switch step {
        case .attempted:
            numbering += 1
            attempt = ConnectionStory(connection: numbering)
        case .refused(let request, let response):
            refuse(request, response, at: time, &batch)
            if response.status == 101 { phase = .foreign } else { resumeClient(&numbering, &batch) }
        case .accepted(let request, let response):
            accept(request, response, at: time, &numbering, &batch)
        case .resumed:
            resumeClient(&numbering, &batch)
        case .foreign:
            leaveHTTP(direction, at: time, &numbering, &batch)
        case .swapped: break
        }
    }

    /// The client's waiting bytes are HTTP.
    private func resumeClient(_ numbering: inout Int, _ batch: inout TrafficBatch) {
        let early = watch.takeEarly()
        for piece in early.pieces {
            if piece.missing > 0 { skipHTTP(piece.missing, .fromClient, at: piece.time, &numbering, &batch) }
            unsafe acceptHTTP(
                early.bytes.span.bytes.extracting(piece.range), .fromClient, at: piece.time, &numbering, &batch)
        }
    }

    /// A direction turned out not to be HTTP: frames where the user says so, frames to be looked for where the
    /// beginning was not seen, otherwise nothing of interest.
    private func leaveHTTP(
        _ direction: Direction, at time: Timestamp, _ numbering: inout Int, _ batch: inout TrafficBatch
    ) {
        guard isNamed || opening.roles == .guessed || hasGap else {
            phase = .foreign
            return
        }
        let pending = watch.unreadable(direction)
        watch.lose(direction)
        if isNamed, opening.roles == .known, !hasGap {
            recogniseNamed(&numbering, &batch)
            unsafe socket?.accept(pending.span.bytes, direction, at: time, &batch)
        } else {
            unsafe search(pending.span.bytes, direction, at: time, &numbering, &batch)
        }
    }

    /// Whether the user says that the server's port speaks WebSocket.
    var isNamed: Bool { options.decodeAs[server.port] != nil }

    /// Takes note of missing bytes while HTTP is followed.
    func skipHTTP(
        _ count: Int, _ direction: Direction, at time: Timestamp, _ numbering: inout Int, _ batch: inout TrafficBatch
    ) {
        if let found = searches[direction]?.finish() {
            let direction = recognise(found, direction, &numbering, &batch)
            socket?.skip(count, direction, at: time, &batch)
            return
        }
        if searches[direction] != nil { searches[direction] = newSearch(direction) }
        _ = watch.skip(count, direction, at: time)
    }

    /// Looks for frames in a direction whose place is lost.
    private func search(
        _ bytes: RawSpan, _ direction: Direction, at time: Timestamp, _ numbering: inout Int,
        _ batch: inout TrafficBatch
    ) {
        let search = searches[direction] ?? newSearch(direction)
        guard search.seen < DissectionLimits.searchedBytes else { return }
        var offset = 0
        while offset < bytes.byteCount {
            guard let found = search.accept(bytes, from: &offset, at: time) else { continue }
            let direction = recognise(found, direction, &numbering, &batch)
            socket?.accept(bytes.extracting(offset..<bytes.byteCount), direction, at: time, &batch)
            return
        }
        if search.seen >= DissectionLimits.searchedBytes { search.release() }
        searches[direction] = search
    }

    private func newSearch(_ direction: Direction) -> BorderSearch {
        let isExpected = direction == .fromServer && attempt != nil
        let masking: Masking? =
            opening.roles == .known || attempt != nil ? (direction == .fromClient ? .required : .forbidden) : nil
        let trust: Double = isNamed || isExpected ? Self.trust : -10
        return BorderSearch(masking: masking, compression: .inferred, trust: trust)
    }

    /// Ends a connection that never became WebSocket, unless it turns out at the end that it was.
    func endHTTP(
        _ end: StreamEnd, at time: Timestamp, _ numbering: inout Int, _ batch: inout TrafficBatch
    ) {
        for direction in Direction.allCases where phase == .http {
            if let found = searches[direction]?.finish() {
                _ = recognise(found, direction, &numbering, &batch)
            }
        }
        if phase == .http, attempt != nil, !watch.early.bytes.isEmpty { acceptUnanswered(&numbering, &batch) }
        guard var story = attempt else { return }
        tellOpening(
            story, handshake(watch.openAttempt, nil, at: time), at: watch.openAttempt?.began ?? openedAt, &batch)
        settleTransport(&story)
        story.end(end, at: time, into: &batch)
        attempt = nil
    }
}
