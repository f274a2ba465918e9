import Glibc
import Testing

@testable import LiveCapture

struct CaptureLaneTests {
    @Test
    func `the board keeps what each interface reports`() {
        let board = ReportBoard(count: 2)
        board.update(1) { $0.isOver = true }
        board.update(0) { $0.error = .interfaceDown("a") }
        #expect(board.all.map(\.isOver) == [false, true])
        #expect(board.all.map(\.error) == [.interfaceDown("a"), nil])
    }

    @Test(.enabled(if: LoopbackSample.isPermitted, "capturing needs root or cap_net_raw"))
    func `a lane that is stopped before it runs hands over what was captured and ends`() throws {
        let (descriptor, port) = try #require(LoopbackSample.socketOnAnyPort())
        defer { close(descriptor) }
        var settings = CaptureSettings()
        settings.filter = "udp port \(port)"
        let queue = try PacketQueue()
        let board = ReportBoard(count: 1)
        let stop = try WakeUp()
        let lane = CaptureLane(
            try CaptureDevice("lo", settings), index: 0, queue: queue, keeper: NoKeeper(), board: board, stop: stop)
        #expect(send(descriptor, [1] as [UInt8], 1, 0) == 1)
        stop.ring()
        lane.run()
        #expect(board.all.first?.isOver == true)
        #expect(board.all.first?.statistics.captured == 1)
    }
}
