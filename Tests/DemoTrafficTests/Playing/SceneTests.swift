import ByteStreams
import Testing
import WebSocketWire

@testable import DemoTraffic

struct SceneTests {
    @Test
    func `lines stand in the order of their times, and of writing where these are the same`() {
        var scene = Scene()
        scene.later(50) { $0.text(.fromServer, "third") }
        scene.text(.fromClient, "first")
        scene.text(.fromServer, "second")
        scene.wait(60)
        scene.text(.fromClient, "fourth")
        let texts = scene.inOrder.map { line -> String in
            guard case .message(let message) = line.act else { return "" }
            return String(decoding: message.payload, as: UTF8.self)
        }
        #expect(texts == ["first", "second", "third", "fourth"])
        #expect(scene.duration == 60_000_000)
    }

    @Test
    func `a scene lasts until its last line, and no wait goes back`() {
        var scene = Scene()
        scene.wait(-5)
        scene.later(900) { $0.control(.pong, from: .fromClient) }
        #expect(scene.now == 0)
        #expect(scene.duration == 900_000_000)
    }

    @Test
    func `a heartbeat is a ping and its pong, and time stays where it was`() {
        var scene = Scene()
        scene.heartbeat(from: .fromServer, [1], roundTrip: 20_000)
        #expect(scene.now == 0)
        #expect(scene.lines.map(\.side) == [.fromServer, .fromClient])
        #expect(scene.lines.map(\.offset) == [0, 20_000_000])
    }

    @Test
    func `a Close body has room for 123 bytes of reason`() {
        #expect(Scene.closeBody(1001, "") == [0x03, 0xe9])
        #expect(Scene.closeBody(1000, String(repeating: "x", count: 200)).count == 125)
    }

    @Test
    func `who parts is answered, and the server hangs up first`() {
        var scene = Scene()
        scene.part(.fromClient, 1000)
        #expect(scene.lines.map(\.side) == [.fromClient, .fromServer, .fromServer, .fromClient])
    }
}
