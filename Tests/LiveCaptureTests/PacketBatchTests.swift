import ByteStreams
import Testing

@testable import LiveCapture

struct PacketBatchTests {
    @Test
    func `packets come back as they were added`() {
        var batch = PacketBatch()
        let packets: [[UInt8]] = [[1, 2, 3], [], [4], [UInt8](repeating: 5, count: 1_500)]
        for (index, packet) in packets.enumerated() {
            withSpan(packet) {
                batch.add(
                    $0, at: Timestamp(nanoseconds: Int64(index)), originalLength: packet.count + 7, interface: index)
            }
        }
        #expect(batch.records.map(\.interface) == [0, 1, 2, 3])
        #expect(batch.records.map(\.originalLength) == [10, 7, 8, 1_507])
        #expect(packets.indices.map { batch.withBytes(of: $0) { $0.copied } } == packets)
        #expect(batch.weight == packets.reduce(0) { $0 + PacketBatch.weight($1.count) })
        batch.clear()
        #expect(batch.records.isEmpty)
        #expect(batch.weight == 0)
    }
}
