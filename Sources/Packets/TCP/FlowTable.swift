import ByteStreams

/// The connections known, found by their key: an open-addressing table of indices with linear probing, and two queues
/// that tell whom to forget first.
struct FlowTable {
    /// A hash and the index of its flow plus one; zero where empty.
    private struct Entry {
        var hash: UInt32
        var mark: Int32
    }

    /// The connections by index; those not in use any more keep their place.
    var flows: [Flow] = []
    private var links: [FlowQueue.Link] = []
    private var unused: [Int32] = []
    private var entries = [Entry](repeating: Entry(hash: 0, mark: 0), count: 256)
    private var last = 0
    private var alive = FlowQueue()
    private var over = FlowQueue()
    private let seed: UInt64

    /// A table whose hashes depend on `seed`.
    init(seed: UInt64) {
        self.seed = seed
    }

    /// Connections known.
    var count: Int { flows.count - unused.count }

    /// The index of the connection with this key.
    @inline(__always)
    mutating func find(_ key: FlowKey) -> Int? {
        if last < flows.count, flows[last].key == key, flows[last].phase != .forgotten {
            return last
        }
        return search(key)
    }

    /// Adds a connection that is not known yet.
    mutating func insert(_ flow: Flow) -> Int {
        if (count + 1) * 2 > entries.count {
            grow()
        }
        let index: Int
        if let reused = unused.popLast() {
            index = Int(reused)
            flows[index] = flow
        } else {
            index = flows.count
            flows.append(flow)
            links.append(FlowQueue.Link())
        }
        place(Entry(hash: flow.key.hash(seed: seed), mark: Int32(truncatingIfNeeded: index + 1)))
        alive.append(index, in: &links)
        last = index
        return index
    }

    /// Puts a new connection with the same key in the place of one.
    mutating func replace(_ index: Int, with flow: Flow) {
        leaveQueue(index)
        flows[index] = flow
        alive.append(index, in: &links)
    }

    /// Forgets a connection.
    mutating func remove(_ index: Int) {
        leaveQueue(index)
        flows[index].phase = .forgotten
        unused.append(Int32(truncatingIfNeeded: index))
        let mask = entries.count - 1
        let mark = Int32(truncatingIfNeeded: index + 1)
        var hole = Int(flows[index].key.hash(seed: seed)) & mask
        while entries[hole].mark != mark {
            guard entries[hole].mark != 0 else { return }
            hole = (hole + 1) & mask
        }
        var probe = (hole + 1) & mask
        while entries[probe].mark != 0 {
            let home = Int(entries[probe].hash) & mask
            if (probe &- home) & mask >= (probe &- hole) & mask {
                entries[hole] = entries[probe]
                hole = probe
            }
            probe = (probe + 1) & mask
        }
        entries[hole] = Entry(hash: 0, mark: 0)
    }

    /// Notes that a living connection has spoken.
    @inline(__always)
    mutating func touch(_ index: Int) {
        if alive.newest != Int32(truncatingIfNeeded: index) {
            alive.remove(index, in: &links)
            alive.append(index, in: &links)
        }
    }

    /// Notes that a connection is over.
    mutating func conclude(_ index: Int) {
        alive.remove(index, in: &links)
        flows[index].phase = .over
        over.append(index, in: &links)
    }

    /// The connection to forget first: the one over for longest, else the one idle for longest.
    var leastWanted: Int? {
        if over.oldest >= 0 { return Int(over.oldest) }
        return alive.oldest >= 0 ? Int(alive.oldest) : nil
    }

    /// The living connections, in no particular order.
    var living: [Int] {
        flows.indices.filter { flows[$0].phase == .open || flows[$0].phase == .silent }
    }

    private mutating func leaveQueue(_ index: Int) {
        if flows[index].phase == .over {
            over.remove(index, in: &links)
        } else {
            alive.remove(index, in: &links)
        }
    }

    @inline(never)
    private mutating func search(_ key: FlowKey) -> Int? {
        let hash = key.hash(seed: seed)
        let mask = entries.count - 1
        var probe = Int(hash) & mask
        while true {
            let entry = entries[probe]
            guard entry.mark != 0 else { return nil }
            if entry.hash == hash, flows[Int(entry.mark) - 1].key == key {
                last = Int(entry.mark) - 1
                return last
            }
            probe = (probe + 1) & mask
        }
    }

    private mutating func place(_ entry: Entry) {
        let mask = entries.count - 1
        var probe = Int(entry.hash) & mask
        while entries[probe].mark != 0 {
            probe = (probe + 1) & mask
        }
        entries[probe] = entry
    }

    private mutating func grow() {
        let old = entries
        entries = [Entry](repeating: Entry(hash: 0, mark: 0), count: old.count * 2)
        for entry in old where entry.mark != 0 {
            place(entry)
        }
    }
}
