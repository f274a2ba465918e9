import ByteStreams
import Testing
import WebSocketWire

@testable import DemoTraffic

struct PeerTests {
    @Test(arguments: Cast.all(Chance(seed: 1)).indices)
    func `a peer goes on for ever, calls before it speaks, and writes bounded scenes`(_ number: Int) {
        var peer = Cast.all(Chance(seed: 1))[number].peer
        var hasCalled = false
        var silent = 0
        for _ in 0..<400 {
            var scene = Scene()
            peer.write(&scene)
            #expect(scene.duration > 0)
            #expect(scene.lines.count < 100)
            silent = scene.lines.isEmpty ? silent + 1 : 0
            #expect(silent < 20)
            for line in scene.inOrder {
                if case .call = line.act { hasCalled = true }
                #expect(hasCalled)
            }
        }
    }
}
