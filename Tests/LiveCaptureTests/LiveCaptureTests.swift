import ByteStreams
import Glibc
import Testing

@testable import LiveCapture

struct LiveCaptureTests {
    /// Sends datagrams to itself while it captures them, and stops when it has seen so many packets.
    @Test(.enabled(if: LoopbackSample.isPermitted, "capturing needs root or cap_net_raw"))
    func `packets reach the queue and the keeper, and a stop hands over what came before it`() throws {
        let (descriptor, port) = try #require(LoopbackSample.socketOnAnyPort())
        defer { close(descriptor) }
        var settings = CaptureSettings()
        settings.filter = "udp port \(port)"
        let queue = try PacketQueue()
        let keeper = MemoryKeeper()
        let capture = try LiveCapture([try CaptureDevice("lo", settings)], queue: queue, keeper: keeper)
        #expect(capture.reports == [CaptureReport()])
        for number in 0..<100 as Range<UInt8> {
            #expect(send(descriptor, [number], 1, 0) == 1)
        }
        capture.finish()
        var batches: [PacketBatch] = []
        queue.take(into: &batches)
        let seen = batches.flatMap { batch in
            batch.records.indices.map { index in batch.withBytes(of: index) { $0.copied } }
        }
        #expect(seen.map(\.last) == (0..<100).map { UInt8($0) })
        #expect(batches.flatMap { $0.records.map(\.originalLength) } == Array(repeating: 43, count: 100))
        #expect(keeper.all.packets == seen)
        #expect(keeper.all.pauses > 0)
        #expect(keeper.all.statistics?.captured == 100)
        let report = try #require(capture.reports.first)
        #expect(report.isOver)
        #expect(report.error == nil)
        #expect(report.statistics.captured == 100)
        #expect(report.statistics.droppedByKernel == 0)
    }
}
