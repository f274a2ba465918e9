import ByteStreams

/// What came while a direction waits, in order.
struct HeldItems {
    enum Item {
        case bytes([UInt8])
        /// A record that was cut out of the bytes already.
        case record(RecordHeader, [UInt8])
        case gap(Int)
        case lost
        case finished
        case aborted
        case conflict(StreamConflict)
    }

    /// An item, the place of its bytes among all that came, and when they came.
    typealias Entry = (serial: Int, time: Timestamp, item: Item)

    private var entries: [Entry] = []
    /// Where the first one is; those before it are spent.
    private var head = 0
    /// Bytes held.
    private(set) var count = 0

    var isEmpty: Bool { head == entries.count }

    var first: Entry? { isEmpty ? nil : entries[head] }

    mutating func append(_ item: Item, serial: Int, at time: Timestamp) {
        count += Self.size(item)
        entries.append((serial, time, item))
    }

    /// Puts an item back in front.
    mutating func restore(_ item: Item, serial: Int, at time: Timestamp) {
        count += Self.size(item)
        if head > 0 {
            head -= 1
            entries[head] = (serial, time, item)
        } else {
            entries.insert((serial, time, item), at: 0)
        }
    }

    /// Puts an item back behind the first one.
    mutating func insertBehindFirst(_ item: Item, serial: Int, at time: Timestamp) {
        guard let first = takeFirst() else { return append(item, serial: serial, at: time) }
        restore(item, serial: serial, at: time)
        restore(first.item, serial: first.serial, at: first.time)
    }

    mutating func takeFirst() -> Entry? {
        guard let first else { return nil }
        count -= Self.size(first.item)
        entries[head].item = .finished
        head += 1
        if head == entries.count || head >= 1_024, head >= entries.count / 2 {
            entries.removeFirst(head)
            head = 0
        }
        return first
    }

    private static func size(_ item: Item) -> Int {
        switch item {
        case .bytes(let bytes): bytes.count + 64
        case .record(_, let body): body.count + 64
        case .gap, .lost, .finished, .aborted, .conflict: 64
        }
    }
}
