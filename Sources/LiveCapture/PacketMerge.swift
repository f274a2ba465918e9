import ByteStreams
package import Packets

/// The packets of one run in the order in which they are dissected: of one interface as they come; of several by their
/// times, for which they are held back until what the others captured earlier has come.
package struct PacketMerge {
    private struct Place {
        let time: Timestamp
        let slot: Int
        let index: Int
    }

    private struct Slot {
        var batch = PacketBatch()
        var rest = 0
    }

    /// Nanoseconds for which packets are held back at least; longer than the kernel holds a block.
    package static let patience: Int64 = 25_000_000

    private let linkTypes: [LinkType]
    private var slots: [Slot] = []
    private var freeSlots: [Int] = []
    private var places: [Place] = []
    private var head = 0
    private var current: Place?
    private var newest = Timestamp(nanoseconds: .min)
    private var marked = Timestamp(nanoseconds: .min)
    private var ripe: Timestamp
    private var lastMark: Int64?
    /// How many packets were given.
    package private(set) var count = 0
    /// Batches all of whose packets were given, for whoever lent them.
    package var spent: [PacketBatch] = []

    /// A merge of interfaces, whose link types stand at their indices.
    package init(linkTypes: [LinkType]) {
        self.linkTypes = linkTypes
        ripe = Timestamp(nanoseconds: linkTypes.count > 1 ? .min : .max)
    }

    /// Whether packets are being held back.
    package var isHolding: Bool { head < places.count }

    /// Takes batches out of `batches`.
    package mutating func add(_ batches: inout [PacketBatch]) {
        places.removeFirst(head)
        head = 0
        for batch in batches {
            let slot = freeSlots.popLast() ?? slots.count
            if slot == slots.count { slots.append(Slot()) }
            slots[slot].rest = batch.records.count
            for (index, record) in batch.records.enumerated() {
                newest = max(newest, record.time)
                places.append(Place(time: record.time, slot: slot, index: index))
            }
            if batch.records.isEmpty {
                freeSlots.append(slot)
                spent.append(batch)
            } else {
                slots[slot].batch = batch
            }
        }
        batches.removeAll(keepingCapacity: true)
        guard linkTypes.count > 1 else { return }
        places.sort { ($0.time, $0.slot, $0.index) < ($1.time, $1.slot, $1.index) }
    }

    /// Frees what has been held back for long enough at `now`, in nanoseconds of a clock that never goes back.
    package mutating func ripen(at now: Int64) {
        guard linkTypes.count > 1, ripe < Timestamp(nanoseconds: .max) else { return }
        guard let last = lastMark else {
            lastMark = now
            marked = newest
            return
        }
        guard now &- last >= Self.patience else { return }
        ripe = marked
        marked = newest
        lastMark = now
    }

    /// Nothing more is held back.
    package mutating func finish() {
        ripe = Timestamp(nanoseconds: .max)
    }

    /// The next packet, numbered from 1; nil where there is none at the moment.
    package mutating func next() -> CapturedPacket? {
        release()
        guard head < places.count, places[head].time <= ripe else { return nil }
        let place = places[head]
        head &+= 1
        current = place
        count &+= 1
        let record = slots[place.slot].batch.records[place.index]
        return CapturedPacket(
            number: count, time: record.time, linkType: linkTypes[record.interface],
            originalLength: record.originalLength)
    }

    /// Lends the bytes of the packet last given.
    package func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        guard let current else { return body(RawSpan()) }
        return slots[current.slot].batch.withBytes(of: current.index, body)
    }

    private mutating func release() {
        guard let place = current else { return }
        current = nil
        slots[place.slot].rest &-= 1
        guard slots[place.slot].rest == 0 else { return }
        spent.append(slots[place.slot].batch)
        slots[place.slot].batch = PacketBatch()
        freeSlots.append(place.slot)
    }
}
