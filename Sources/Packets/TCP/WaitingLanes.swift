import ByteStreams

/// The directions that miss bytes, each with what it holds back, in the order in which they lose patience. A direction's
/// place is named by its index; places are used again.
struct WaitingLanes {
    /// Names one direction of one flow.
    struct Lane: Equatable {
        let flow: Int
        let side: FlowSide
    }

    private struct Place {
        var held = HeldSegments()
        var since: Timestamp
        var lane: Lane
        var isUsed = true
        var earlier: Int32 = -1
        var later: Int32 = -1
    }

    private var places: [Place] = []
    private var unused: [Int32] = []
    private var earliest: Int32 = -1
    private var latest: Int32 = -1
    /// What everything held costs.
    private(set) var cost = 0

    /// A place for a direction that begins to miss bytes at `time`.
    mutating func open(_ lane: Lane, at time: Timestamp) -> Int32 {
        let place = Place(since: time, lane: lane)
        cost += place.held.cost
        let index: Int32
        if let reused = unused.popLast() {
            places[Int(reused)] = place
            index = reused
        } else {
            index = Int32(truncatingIfNeeded: places.count)
            places.append(place)
        }
        enqueue(index)
        return index
    }

    /// Gives a place back, with what it holds.
    mutating func close(_ index: Int32) {
        dequeue(index)
        cost -= places[Int(index)].held.cost
        places[Int(index)].held = HeldSegments()
        places[Int(index)].isUsed = false
        unused.append(index)
    }

    /// Begins to wait anew at `time`: another hole stands first.
    mutating func renew(_ index: Int32, at time: Timestamp) {
        places[Int(index)].since = time
        guard latest != index else { return }
        dequeue(index)
        enqueue(index)
    }

    /// See `HeldSegments.hold`.
    mutating func hold(_ bytes: RawSpan, at offset: Int, in index: Int32, time: Timestamp) -> ByteDifference? {
        let before = places[Int(index)].held.cost
        let difference = places[Int(index)].held.hold(bytes, at: offset, time: time)
        cost += places[Int(index)].held.cost - before
        return difference
    }

    /// See `HeldSegments.takeFirst`.
    mutating func takeFirst(in index: Int32) -> [UInt8] {
        let before = places[Int(index)].held.cost
        let bytes = places[Int(index)].held.takeFirst()
        cost += places[Int(index)].held.cost - before
        return bytes
    }

    /// Stream offset of the first byte held; nil where none is held.
    func firstOffset(in index: Int32) -> Int? {
        places[Int(index)].held.firstOffset
    }

    /// When the first byte held came; nil where none is held.
    func firstTime(in index: Int32) -> Timestamp? {
        places[Int(index)].held.firstTime
    }

    /// What one direction holds costs.
    func cost(of index: Int32) -> Int {
        places[Int(index)].held.cost
    }

    /// The direction that holds most. Looks at every place.
    var costliest: Lane? {
        var best: Int?
        for index in places.indices where places[index].isUsed {
            if let known = best, places[known].held.cost >= places[index].held.cost { continue }
            best = index
        }
        return best.map { places[$0].lane }
    }

    /// The direction that has waited longest.
    var longestWaiting: Lane? {
        earliest >= 0 ? places[Int(earliest)].lane : nil
    }

    /// Whether some direction has waited for `patience` nanoseconds at `time`.
    func isPatienceLost(at time: Timestamp, patience: Int64) -> Bool {
        earliest >= 0 && time.since(places[Int(earliest)].since) >= patience
    }

    private mutating func enqueue(_ index: Int32) {
        places[Int(index)].earlier = latest
        places[Int(index)].later = -1
        if latest >= 0 {
            places[Int(latest)].later = index
        } else {
            earliest = index
        }
        latest = index
    }

    private mutating func dequeue(_ index: Int32) {
        let (before, after) = (places[Int(index)].earlier, places[Int(index)].later)
        if before >= 0 {
            places[Int(before)].later = after
        } else {
            earliest = after
        }
        if after >= 0 {
            places[Int(after)].earlier = before
        } else {
            latest = before
        }
    }
}
