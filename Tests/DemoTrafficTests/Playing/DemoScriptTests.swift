import ByteStreams
import Testing

@testable import DemoTraffic

struct DemoScriptTests {
    @Test
    func `cues come in the order of time, when they were promised, from every peer`() {
        var script = DemoScript(seed: 1)
        var last: Int64 = 0
        var peers: Set<Int> = []
        for _ in 0..<10_000 {
            let promised = script.nextOffset
            guard let cue = script.next() else {
                Issue.record("there is always a next cue")
                return
            }
            #expect(cue.offset == promised && cue.offset >= last)
            last = cue.offset
            peers.insert(cue.peer)
        }
        #expect(peers == Set(0..<script.peers))
        #expect(script.peers >= 15)
    }

    @Test
    func `a peer connects before it speaks, and again only after an end`() {
        var script = DemoScript(seed: 2)
        var open: [Int: Set<Direction>] = [:]
        for _ in 0..<20_000 {
            guard let cue = script.next() else { return }
            switch cue.act {
            case .connect:
                #expect(open[cue.peer] == nil)
                open[cue.peer] = []
            case .say(let side, let bytes):
                #expect(open[cue.peer]?.contains(side) == false, "peer \(cue.peer) at \(cue.offset)")
                #expect(!bytes.isEmpty && bytes.count <= 16_384)
            case .finish(let side):
                open[cue.peer]?.insert(side)
                if open[cue.peer]?.count == 2 { open[cue.peer] = nil }
            case .abort: open[cue.peer] = nil
            }
        }
    }
}
