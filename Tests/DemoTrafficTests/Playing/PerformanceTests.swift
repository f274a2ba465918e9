import ByteStreams
import Testing
import WebSocketWire

@testable import DemoTraffic

/// Says what it is told to, over and over.
private struct Parrot: Peer {
    let payload: Int
    let body: @Sendable (inout Scene) -> Void

    func write(_ scene: inout Scene) {
        scene.binary(.fromServer, Array(repeating: 7, count: payload))
        body(&scene)
    }
}

struct PerformanceTests {
    @Test
    func `many bytes come in pieces, and what follows waits for them`() {
        let parrot = Parrot(payload: 40_000) { $0.text(.fromClient, "next") }
        var performance = Performance(parrot, number: 3, beginsAt: 5, Chance(seed: 1))
        #expect(performance.nextOffset == 5)
        var sizes: [Int] = []
        var offsets: [Int64] = []
        for _ in 0..<4 {
            let cue = performance.next()
            #expect(cue.peer == 3)
            offsets.append(cue.offset)
            if case .say(_, let bytes) = cue.act { sizes.append(bytes.count) }
        }
        #expect(sizes == [16_384, 16_384, 7_236, 10])
        #expect(offsets == offsets.sorted())
        #expect(offsets[2] == 800_005)
    }

    @Test
    func `a scene begins where the one before ended`() {
        let parrot = Parrot(payload: 1) { $0.wait(10) }
        var performance = Performance(parrot, number: 0, beginsAt: 0, Chance(seed: 1))
        #expect((0..<4).map { _ in performance.next().offset } == [0, 10_000_000, 20_000_000, 30_000_000])
    }

    @Test
    func `a scene of no time still passes`() {
        let parrot = Parrot(payload: 1) { _ in }
        var performance = Performance(parrot, number: 0, beginsAt: 0, Chance(seed: 1))
        let offsets = (0..<100).map { _ in performance.next().offset }
        #expect(Set(offsets).count == 100)
    }
}
