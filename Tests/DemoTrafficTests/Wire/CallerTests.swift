import ByteStreams
import Testing

@testable import DemoTraffic

struct CallerTests {
    @Test
    func `every call has another key and a client's port`() {
        let address = IPAddress(v4: 0xc000_0201)
        var caller = Caller(
            visitor: Visitor(address: address, program: .chrome),
            site: Site(host: "a.example", address: address, port: 80, path: "/"), chance: Chance(seed: 1))
        var keys: Set<String> = []
        for _ in 0..<50 {
            var scene = Scene()
            caller.call(in: &scene, answerAfter: 20)
            guard case .call(let visit, let port)? = scene.lines.first?.act else {
                Issue.record("a call begins with the client")
                continue
            }
            #expect(port >= 49_152)
            keys.insert(visit.key)
            #expect(scene.lines.map(\.side) == [.fromClient, .fromClient, .fromServer])
        }
        #expect(keys.count == 50)
    }
}
