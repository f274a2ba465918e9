import ByteStreams

/// Follows TCP connections: finds the one that a segment belongs to, or opens it, and ends it.
struct FlowTracker: ~Copyable {
    typealias Delivery = StreamReassembler.Delivery

    private var table: FlowTable
    private var reassembler: StreamReassembler
    private let limits: StreamLimits

    /// A tracker without connections. The order of its table depends on `seed`, what it delivers does not.
    init(limits: StreamLimits, seed: UInt64) {
        self.limits = limits
        table = FlowTable(seed: seed)
        reassembler = StreamReassembler(limits: limits)
    }

    /// What was counted.
    var tallies: StreamTallies {
        get { reassembler.tallies }
        _modify { yield &reassembler.tallies }
    }

    /// Connections known now, those that are over included.
    var connections: Int { table.count }

    /// What is held back now, as counted against the limits.
    var heldCost: Int { reassembler.waiting.cost }

    /// Takes the captured bytes of a segment; `cut` more were on the wire.
    mutating func accept(
        _ bytes: RawSpan, cut: Int, from source: IPAddress, to destination: IPAddress, at time: Timestamp,
        _ deliver: Delivery
    ) {
        guard let segment = TCPSegment(bytes, cut: cut) else {
            tallies.malformedSegments += 1
            return
        }
        tallies.segments += 1
        if segment.cut > 0 {
            tallies.cutSegments += 1
        }
        let (key, sender) = FlowKey.key(from: source, segment.sourcePort, to: destination, segment.destinationPort)
        let payload = bytes.extracting(droppingFirst: segment.payloadStart)
        if let index = table.find(key) {
            if reassembler.takeExpected(segment, payload, &table.flows[index], sender) {
                table.touch(index)
                table.flows[index].lastSeen = time
                let name = table.flows[index].name
                deliver(name, time, .bytes(table.flows[index].direction(of: sender), payload))
                return
            }
            follow(segment, bytes, payload, sender, index, time, deliver)
        } else if segment.flags.contains(.reset) {
            tallies.implausibleResets += 1
        } else {
            makeRoom(at: time, deliver)
            let index = table.insert(Flow(key: key, sender: sender, at: time))
            follow(segment, bytes, payload, sender, index, time, deliver)
        }
    }

    /// Settles what has waited too long at `time`.
    @inline(__always)
    mutating func settleOverdue(at time: Timestamp, _ deliver: Delivery) {
        while reassembler.waiting.isPatienceLost(at: time, patience: limits.patience),
            let lane = reassembler.waiting.longestWaiting
        {
            let occasion = Occasion(lane: lane, time: time)
            reassembler.settleOverdue(&table.flows[lane.flow], occasion, deliver)
            concludeIfFinished(lane.flow, at: time, deliver)
        }
    }

    /// Ends every connection as of its last packet, in the order of their announcement.
    mutating func finish(_ deliver: Delivery) {
        let living = table.living
        let announced = living.filter { table.flows[$0].phase == .open }
        let silent = living.filter { table.flows[$0].phase == .silent && table.flows[$0].isIncomplete }
        let order =
            announced.sorted { table.flows[$0].name.serial < table.flows[$1].name.serial }
            + silent.sorted { (table.flows[$0].firstSeen, $0) < (table.flows[$1].firstSeen, $1) }
        for index in order {
            conclude(index, at: table.flows[index].lastSeen, .inputEnded, deliver)
        }
    }
}

extension FlowTracker {
    private mutating func follow(
        _ segment: TCPSegment, _ bytes: RawSpan, _ payload: RawSpan, _ sender: FlowSide, _ index: Int,
        _ time: Timestamp, _ deliver: Delivery
    ) {
        if segment.flags.contains(.reset) {
            reset(segment, sender, index, time, deliver)
            return
        }
        guard admit(segment, bytes, sender, index, time, deliver) else { return }
        table.touch(index)
        table.flows[index].lastSeen = time
        let lane = WaitingLanes.Lane(flow: index, side: sender)
        let occasion = Occasion(lane: lane, time: time)
        reassembler.acknowledge(segment, &table.flows[index], occasion, deliver)
        reassembler.receive(segment, payload, &table.flows[index], occasion, deliver)
        concludeIfFinished(index, at: time, deliver)
        if reassembler.waiting.cost > limits.heldInAll {
            releaseHeld(at: time, deliver)
        }
    }

    /// Decides whether a segment belongs to the connection, or to the one that now takes its place.
    private mutating func admit(
        _ segment: TCPSegment, _ bytes: RawSpan, _ sender: FlowSide, _ index: Int, _ time: Timestamp,
        _ deliver: Delivery
    ) -> Bool {
        let flow = table.flows[index]
        if segment.flags.contains(.synchronize) {
            switch SegmentRelation.ofOpening(segment, from: sender, to: flow) {
            case .part:
                break
            case .successor:
                replace(index, sender: sender, at: time, deliver)
            case .stray:
                tallies.implausibleOpenings += 1
                return false
            }
            if table.flows[index].phase != .over {
                table.flows[index].noteOpening(segment, from: sender, shift: segment.windowShift(in: bytes))
                return true
            }
        }
        guard table.flows[index].phase == .over else { return true }
        guard segment.payloadCount + segment.cut > 0 else { return false }
        if !segment.flags.contains(.synchronize), time.since(flow.lastSeen) >= limits.afterlife {
            replace(index, sender: sender, at: time, deliver)
            return true
        }
        tallies.segmentsAfterEnd += 1
        return false
    }

    private mutating func reset(
        _ segment: TCPSegment, _ sender: FlowSide, _ index: Int, _ time: Timestamp, _ deliver: Delivery
    ) {
        guard table.flows[index].phase != .over else { return }
        guard SegmentRelation.ofReset(segment, from: sender, to: table.flows[index]) == .part else {
            tallies.implausibleResets += 1
            return
        }
        conclude(index, at: time, .complete, abortedBy: sender, deliver)
    }

    private mutating func replace(_ index: Int, sender: FlowSide, at time: Timestamp, _ deliver: Delivery) {
        if table.flows[index].phase != .over {
            reassembler.end(&table.flows[index], index, at: time, .replaced, deliver)
        }
        table.replace(index, with: Flow(key: table.flows[index].key, sender: sender, at: time))
    }

    private mutating func concludeIfFinished(_ index: Int, at time: Timestamp, _ deliver: Delivery) {
        if table.flows[index].phase != .over, table.flows[index].isFinished {
            conclude(index, at: time, .complete, deliver)
        }
    }

    private mutating func conclude(
        _ index: Int, at time: Timestamp, _ end: StreamEnd, abortedBy side: FlowSide? = nil, _ deliver: Delivery
    ) {
        reassembler.end(&table.flows[index], index, at: time, end, abortedBy: side, deliver)
        table.flows[index].lastSeen = time
        table.conclude(index)
    }

    /// Forgets a connection if there are too many.
    private mutating func makeRoom(at time: Timestamp, _ deliver: Delivery) {
        while table.count >= max(1, limits.connections), let index = table.leastWanted {
            if table.flows[index].phase != .over {
                reassembler.end(&table.flows[index], index, at: time, .forgotten, deliver)
                if table.flows[index].phase == .open {
                    tallies.forgottenStreams += 1
                }
            }
            table.remove(index)
        }
    }

    /// Gives up missing bytes until a quarter of the room for held bytes is free: of the direction that holds most,
    /// then of those that have waited longest.
    private mutating func releaseHeld(at time: Timestamp, _ deliver: Delivery) {
        var lane = reassembler.waiting.costliest
        while reassembler.waiting.cost > limits.heldInAll / 4 * 3, let settled = lane {
            tallies.gapsForRoom += 1
            let occasion = Occasion(lane: settled, time: time)
            reassembler.settleFirst(&table.flows[settled.flow], occasion, deliver)
            if table.flows[settled.flow][settled.side].waiting < 0 {
                concludeIfFinished(settled.flow, at: time, deliver)
                lane = reassembler.waiting.longestWaiting
            }
        }
    }
}
