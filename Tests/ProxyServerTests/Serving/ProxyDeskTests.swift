import Dissection
import Testing

@testable import ProxyServer

struct ProxyDeskTests {
    private func messages(_ events: [TrafficEvent]) -> Int {
        events.count { if case .message = $0 { true } else { false } }
    }

    @Test func `whoever writes too slowly slows the connections, and misses nothing`() throws {
        let bench = try ProxyBench(queueLimit: 100_000)
        let (client, server) = try bench.pair()
        client.send(SampleUpgrade.request)
        _ = server.readHead()
        server.send(SampleUpgrade.response)
        _ = client.readHead()
        let frames = (0..<16_384).flatMap { _ in SampleUpgrade.text }
        var sent = 0
        var received = 0
        // The client takes everything, so that only the queue can stop the server.
        while sent < 256 << 20 {
            let count = server.flood(frames, atMost: frames.count)
            sent += count
            while let bytes = client.readAvailable() { received += bytes.count }
            // The next flood begins at a frame's border again.
            if count < frames.count { break }
        }
        #expect(sent < 256 << 20)
        #expect(received < sent)
        var told = 0
        var patience = 100
        while received < sent, patience > 0 {
            told += messages(bench.events())
            let bytes = client.readAvailable(milliseconds: 100) ?? []
            received += bytes.count
            patience = bytes.isEmpty ? patience - 1 : 100
        }
        #expect(received == sent)
        told += messages(bench.stop())
        #expect(told == sent / 4)
    }

    @Test func `one connection's trouble is not another's`() throws {
        let bench = try ProxyBench()
        let (first, firstServer) = try bench.pair()
        let (second, secondServer) = try bench.pair()
        _ = first.flood([UInt8](repeating: 1, count: 65_536), atMost: 256 << 20)
        second.send("hi")
        #expect(secondServer.read(exactly: 2) == Array("hi".utf8))
        firstServer.abort()
        secondServer.send("ho")
        #expect(second.read(exactly: 2) == Array("ho".utf8))
        _ = bench.stop()
    }
}
