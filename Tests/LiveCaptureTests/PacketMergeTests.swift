import ByteStreams
import Packets
import Testing

@testable import LiveCapture

struct PacketMergeTests {
    private func batch(_ interface: Int, _ times: [Int64]) -> PacketBatch {
        var batch = PacketBatch()
        for time in times {
            withSpan([UInt8(truncatingIfNeeded: time)]) {
                batch.add($0, at: Timestamp(nanoseconds: time), originalLength: 1, interface: interface)
            }
        }
        return batch
    }

    private func taken(_ merge: inout PacketMerge) -> [Int64] {
        var times: [Int64] = []
        while let packet = merge.next() {
            times.append(packet.time.nanoseconds)
            #expect(packet.number == merge.count)
            #expect(merge.withBytes { $0.copied } == [UInt8(truncatingIfNeeded: packet.time.nanoseconds)])
        }
        return times
    }

    private let one = [LinkType(rawValue: 1)]
    private let two = [LinkType(rawValue: 1), LinkType(rawValue: 113)]

    @Test
    func `packets of one interface come at once and in their order`() {
        var merge = PacketMerge(linkTypes: one)
        var batches = [batch(0, [3, 1]), batch(0, []), batch(0, [2])]
        merge.add(&batches)
        #expect(batches.isEmpty)
        #expect(taken(&merge) == [3, 1, 2])
        #expect(!merge.isHolding)
        #expect(merge.spent.count == 3)
    }

    @Test
    func `packets of two interfaces are held back and come by their times`() {
        var merge = PacketMerge(linkTypes: two)
        var batches = [batch(0, [10, 30, 50])]
        merge.add(&batches)
        merge.ripen(at: 0)
        #expect(taken(&merge) == [])
        #expect(merge.isHolding)
        batches = [batch(1, [20, 40, 60])]
        merge.add(&batches)
        merge.ripen(at: PacketMerge.patience - 1)
        #expect(taken(&merge) == [])
        merge.ripen(at: PacketMerge.patience)
        #expect(taken(&merge) == [10, 20, 30, 40, 50])
        #expect(merge.spent.count == 1)
        merge.ripen(at: 2 * PacketMerge.patience)
        #expect(taken(&merge) == [60])
        #expect(merge.spent.count == 2)
        #expect(!merge.isHolding)
    }

    @Test
    func `a packet has the link type of its interface`() {
        var merge = PacketMerge(linkTypes: two)
        var batches = [batch(1, [1]), batch(0, [2])]
        merge.add(&batches)
        merge.finish()
        #expect(merge.next()?.linkType.rawValue == 113)
        #expect(merge.next()?.linkType.rawValue == 1)
    }

    @Test
    func `the end lets go of everything`() {
        var merge = PacketMerge(linkTypes: two)
        var batches = [batch(0, [5]), batch(1, [4])]
        merge.add(&batches)
        merge.finish()
        #expect(taken(&merge) == [4, 5])
    }

    @Test
    func `packets of equal time keep their order`() {
        var merge = PacketMerge(linkTypes: two)
        var batches = [batch(0, [7]), batch(1, [7]), batch(0, [7])]
        merge.add(&batches)
        merge.finish()
        #expect((0..<3).map { _ in merge.next()?.linkType.rawValue } == [1, 113, 1])
    }

    @Test
    func `memory of given batches is used again`() {
        var merge = PacketMerge(linkTypes: one)
        for round in 0..<1_000 {
            var batches = [batch(0, [Int64(round)])]
            merge.add(&batches)
            #expect(taken(&merge) == [Int64(round)])
            #expect(merge.spent.popLast()?.records.count == 1)
        }
        #expect(merge.spent.isEmpty)
    }

    @Test
    func `without a packet there are no bytes`() {
        let merge = PacketMerge(linkTypes: one)
        #expect(merge.withBytes { $0.byteCount } == 0)
    }
}
