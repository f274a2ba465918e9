import ByteStreams

/// Brings the bytes of each direction in order: what comes early is held, what comes twice is compared with the first
/// copy, and what never comes becomes a gap once nobody can expect it any more.
struct StreamReassembler: ~Copyable {
    /// Takes the events of all streams.
    typealias Delivery = (StreamID, Timestamp, borrowing StreamEvent) -> Void

    let limits: StreamLimits
    var tallies = StreamTallies()
    var waiting = WaitingLanes()
    private var history: SegmentHistory
    private var names = StreamNames()

    /// A reassembler without streams.
    init(limits: StreamLimits) {
        self.limits = limits
        history = SegmentHistory(capacity: limits.remembered)
    }

    /// Takes a segment that is just what its direction expects, with nothing missing on either side; the bytes are then
    /// the next to deliver. False, with nothing changed, for any other.
    @inline(__always)
    mutating func takeExpected(_ segment: TCPSegment, _ payload: RawSpan, _ flow: inout Flow, _ side: FlowSide) -> Bool
    {
        guard flow.phase == .open, segment.flags.isDisjoint(with: [.synchronize, .finish, .reset]) else { return false }
        let other = side.opposite
        guard segment.sequence == flow[side].next, flow[side].isQuiet, flow[other].waiting < 0, segment.cut == 0,
            !payload.isEmpty
        else { return false }
        history.append(payload, at: flow[side].delivered, newest: &flow[side].newest)
        flow[side].advance(by: payload.byteCount)
        flow[side].window = max(flow[side].window, segment.window)
        if segment.flags.contains(.acknowledge) {
            _ = flow[other].note(segment.acknowledgement)
        }
        return true
    }

    /// Notes what a segment says of the other direction: up to where it was received.
    mutating func acknowledge(
        _ segment: TCPSegment, _ flow: inout Flow, _ occasion: Occasion, _ deliver: Delivery
    ) {
        let side = occasion.lane.side
        flow[side].window = max(flow[side].window, segment.window)
        guard segment.flags.contains(.acknowledge) else { return }
        guard flow[side.opposite].note(segment.acknowledgement) else { return }
        settleAcknowledged(&flow, occasion.opposite, isArrival: false, deliver)
    }

    /// Takes a segment's payload, and its FIN.
    mutating func receive(
        _ segment: TCPSegment, _ payload: RawSpan, _ flow: inout Flow, _ occasion: Occasion, _ deliver: Delivery
    ) {
        let side = occasion.lane.side
        let isFinish = segment.flags.contains(.finish)
        let length = payload.byteCount + segment.cut
        guard length > 0 || isFinish else { return }
        let sequence = segment.payloadSequence
        if !flow[side].marks.contains(.started) {
            if flow[side].marks.contains(.acknowledged), length == 1, !isFinish,
                sequence.distance(to: flow[side].next) == 1
            {
                tallies.repeatedSegments += 1
                return
            }
            flow[side].start(at: sequence)
        }
        guard let offset = flow[side].offset(of: sequence) else {
            tallies.implausibleSegments += 1
            return
        }
        if length > 0, !flow[side].isKeepAlive(length, at: offset) {
            take(payload, cut: segment.cut, at: offset, &flow, occasion, deliver)
        }
        if isFinish, !flow[side].noteEnd(at: offset + length) {
            tallies.implausibleFinishes += 1
        }
        refresh(&flow, occasion)
        settleAcknowledged(&flow, occasion, isArrival: true, deliver)
        concludeLane(&flow, occasion, deliver)
    }

    /// Delivers an event of a flow, and before its first the announcement.
    mutating func emit(
        _ event: borrowing StreamEvent, of flow: inout Flow, at time: Timestamp, _ deliver: Delivery
    ) {
        if flow.phase == .silent {
            flow.phase = .open
            flow.name = names.take()
            tallies.streams += 1
            deliver(flow.name, flow.firstSeen, .opened(flow.opening))
            for side in [flow.client, flow.client.opposite] where flow[side].marks.contains(.finished) {
                deliver(flow.name, time, .finished(flow.direction(of: side)))
            }
        }
        deliver(flow.name, time, event)
    }

    /// Settles everything and ends the stream, if there is one.
    mutating func end(
        _ flow: inout Flow, _ index: Int, at time: Timestamp, _ end: StreamEnd, abortedBy side: FlowSide? = nil,
        _ deliver: Delivery
    ) {
        for side in [flow.client, flow.client.opposite] {
            let occasion = Occasion(lane: WaitingLanes.Lane(flow: index, side: side), time: time)
            while flow[side].waiting >= 0 {
                settleFirst(&flow, occasion, deliver)
            }
        }
        guard flow.phase == .open else { return }
        if let side {
            deliver(flow.name, time, .aborted(flow.direction(of: side)))
        }
        deliver(flow.name, time, .ended(end))
        names.giveBack(flow.name)
    }

    /// Gives up the first missing bytes of a direction: delivers the gap, and what it held up.
    mutating func settleFirst(_ flow: inout Flow, _ occasion: Occasion, _ deliver: Delivery) {
        let lane = flow[occasion.lane.side]
        guard lane.waiting >= 0 else { return }
        let gap = lane.holeEnd(firstHeld: waiting.firstOffset(in: lane.waiting)) - lane.delivered
        if gap > 0 {
            tallies.gaps += 1
            tallies.gapBytes += gap
            let direction = flow.direction(of: occasion.lane.side)
            emit(.gap(direction, count: gap), of: &flow, at: occasion.time, deliver)
            flow[occasion.lane.side].advance(by: gap)
        }
        weave(RawSpan(), into: &flow, occasion, deliver)
        refresh(&flow, occasion, isProgress: true)
        concludeLane(&flow, occasion, deliver)
    }

    /// Gives up the missing bytes of a direction that has lost patience; holes that came later wait on.
    mutating func settleOverdue(_ flow: inout Flow, _ occasion: Occasion, _ deliver: Delivery) {
        let side = occasion.lane.side
        settleFirst(&flow, occasion, deliver)
        while flow[side].waiting >= 0, let since = waiting.firstTime(in: flow[side].waiting),
            occasion.time.since(since) >= limits.patience
        {
            settleFirst(&flow, occasion, deliver)
        }
    }
}

extension StreamReassembler {
    private mutating func take(
        _ payload: RawSpan, cut: Int, at offset: Int, _ flow: inout Flow, _ occasion: Occasion, _ deliver: Delivery
    ) {
        let side = occasion.lane.side
        let lane = flow[side]
        var fresh = payload
        var end = offset + payload.byteCount + cut
        if end > lane.end {
            tallies.segmentsAfterFinish += 1
            end = lane.end
            fresh = payload.extracting(first: max(0, lane.end - offset))
        }
        var start = offset
        if offset < lane.delivered {
            compare(fresh.extracting(first: lane.delivered - offset), at: offset, &flow, occasion, deliver)
            fresh = fresh.extracting(droppingFirst: lane.delivered - offset)
            start = lane.delivered
        }
        if end <= lane.delivered, offset >= 0 {
            tallies.repeatedSegments += 1
        } else if offset < 0 {
            tallies.segmentsBeforeStart += 1
        }
        flow[side].extent = max(lane.extent, end)
        guard !fresh.isEmpty else { return }
        if start == lane.delivered {
            weave(fresh, into: &flow, occasion, deliver)
            refresh(&flow, occasion, isProgress: true)
        } else {
            hold(fresh, at: start, &flow, occasion, deliver)
        }
    }

    /// Delivers the next bytes of a direction together with those held that follow on. Where both have a byte, the
    /// held one came first.
    private mutating func weave(
        _ fresh: RawSpan, into flow: inout Flow, _ occasion: Occasion, _ deliver: Delivery
    ) {
        let side = occasion.lane.side
        let place = flow[side].waiting
        var rest = fresh
        while true {
            let held = place >= 0 ? waiting.firstOffset(in: place) ?? .max : .max
            let room = held - flow[side].delivered
            if room > 0 {
                guard !rest.isEmpty else { return }
                let count = min(rest.byteCount, room)
                pass(rest.extracting(first: count), of: &flow, occasion, deliver)
                rest = rest.extracting(droppingFirst: count)
            } else {
                let bytes = waiting.takeFirst(in: place)
                if let difference = unsafe ByteDifference(bytes.span.bytes, rest) {
                    report(difference.shifted(by: flow[side].delivered), of: &flow, occasion, deliver)
                }
                rest = rest.extracting(droppingFirst: min(rest.byteCount, bytes.count))
                unsafe pass(bytes.span.bytes, of: &flow, occasion, deliver)
            }
        }
    }

    private mutating func pass(
        _ bytes: RawSpan, of flow: inout Flow, _ occasion: Occasion, _ deliver: Delivery
    ) {
        let side = occasion.lane.side
        history.append(bytes, at: flow[side].delivered, newest: &flow[side].newest)
        flow[side].advance(by: bytes.byteCount)
        emit(.bytes(flow.direction(of: side), bytes), of: &flow, at: occasion.time, deliver)
    }

    private mutating func hold(
        _ bytes: RawSpan, at offset: Int, _ flow: inout Flow, _ occasion: Occasion, _ deliver: Delivery
    ) {
        let side = occasion.lane.side
        refresh(&flow, occasion)
        let place = flow[side].waiting
        guard place >= 0 else { return }
        if let difference = waiting.hold(bytes, at: offset, in: place, time: occasion.time) {
            report(difference.shifted(by: offset), of: &flow, occasion, deliver)
        }
        while flow[side].waiting >= 0, waiting.cost(of: flow[side].waiting) > limits.heldPerDirection {
            tallies.gapsForRoom += 1
            settleFirst(&flow, occasion, deliver)
        }
    }

    private mutating func compare(
        _ bytes: RawSpan, at offset: Int, _ flow: inout Flow, _ occasion: Occasion, _ deliver: Delivery
    ) {
        let newest = flow[occasion.lane.side].newest
        if let difference = history.difference(of: bytes, at: offset, newest: newest) {
            report(difference.shifted(by: offset), of: &flow, occasion, deliver)
        }
    }

    private mutating func report(
        _ difference: ByteDifference, of flow: inout Flow, _ occasion: Occasion, _ deliver: Delivery
    ) {
        tallies.conflicts += 1
        let conflict = StreamConflict(offset: difference.first, count: difference.count)
        emit(.conflict(flow.direction(of: occasion.lane.side), conflict), of: &flow, at: occasion.time, deliver)
    }

    /// Brings the direction's place among the waiting up to date.
    private mutating func refresh(_ flow: inout Flow, _ occasion: Occasion, isProgress: Bool = false) {
        let lane = flow[occasion.lane.side]
        if lane.isIncomplete {
            if lane.waiting < 0 {
                flow[occasion.lane.side].waiting = waiting.open(occasion.lane, at: occasion.time)
            } else if isProgress {
                waiting.renew(lane.waiting, at: occasion.time)
            }
        } else if lane.waiting >= 0 {
            waiting.close(lane.waiting)
            flow[occasion.lane.side].waiting = -1
        }
    }

    /// Gives up missing bytes behind which something has been acknowledged. Where that had been acknowledged before it
    /// came, the missing bytes themselves suffice; likewise where they are known to have been cut off.
    private mutating func settleAcknowledged(
        _ flow: inout Flow, _ occasion: Occasion, isArrival: Bool, _ deliver: Delivery
    ) {
        let side = occasion.lane.side
        while flow[side].waiting >= 0 {
            let held = waiting.firstOffset(in: flow[side].waiting)
            let border = flow[side].holeEnd(firstHeld: held)
            let isCut = held == nil && flow[side].end == .max
            let acknowledged = flow[side].acknowledged
            guard isArrival || isCut ? acknowledged >= border : acknowledged > border else { return }
            settleFirst(&flow, occasion, deliver)
        }
    }

    private mutating func concludeLane(_ flow: inout Flow, _ occasion: Occasion, _ deliver: Delivery) {
        let side = occasion.lane.side
        guard flow[side].delivered == flow[side].end, !flow[side].marks.contains(.finished) else { return }
        flow[side].marks.insert(.finished)
        if flow.phase == .open {
            deliver(flow.name, occasion.time, .finished(flow.direction(of: side)))
        }
    }
}
