import ByteStreams
import Testing

@testable import DemoTraffic

struct TickerTests {
    private let stories = PlayedDemo.twoMinutes.stories(of: "quotes")

    @Test
    func `many small quotes and now and then a snapshot of kilobytes`() throws {
        let story = try #require(stories.first)
        #expect(story.opening.handshake?.upgrade.path == "/ticker")
        let quotes = story.texts(.fromServer).filter { $0.hasPrefix("{\"type\":\"quote\"") }
        let snapshots = story.texts(.fromServer).filter { $0.hasPrefix("{\"type\":\"snapshot\"") }
        #expect((8 * 120...16 * 120).contains(quotes.count))
        #expect(quotes.allSatisfy { $0.utf8.count < 130 })
        #expect((7...9).contains(snapshots.count))
        #expect(snapshots.allSatisfy { (2_000...6_500).contains($0.utf8.count) })
    }

    @Test
    func `quotes are compressed with a window that is kept, and inflate to what was meant`() throws {
        let story = try #require(stories.first)
        let terms = story.opening.handshake?.upgrade.deflate
        #expect(terms?.serverNoContextTakeover == false)
        let quotes = story.messages.filter { $0.text.hasPrefix("{\"type\":\"quote\"") }
        #expect(quotes.allSatisfy { $0.message.isCompressed && $0.text.hasSuffix("}") })
        let meant = quotes.reduce(0) { $0 + $1.bytes.count }
        let sent = quotes.reduce(0) { $0 + Int($1.message.wireLength) }
        #expect(sent * 2 < meant, "\(sent) of \(meant)")
        let numbers = quotes.compactMap { $0.text.split(separator: ",").first { $0.hasPrefix("\"seq\"") } }
        #expect(Set(numbers).count == quotes.count)
    }

    @Test
    func `heartbeats in JSON are answered, and go uncompressed`() throws {
        let story = try #require(stories.first)
        let pings = story.messages.filter { $0.text.hasPrefix("{\"type\":\"ping\"") }
        let pongs = story.messages.filter { $0.text.hasPrefix("{\"type\":\"pong\"") }
        #expect(pings.count >= 11 && pings.count == pongs.count)
        #expect((pings + pongs).allSatisfy { !$0.message.isCompressed })
    }

    @Test
    func `the server restarts in the end, and the client comes back`() {
        let site = Site(host: "q.example", address: .init(v4: 0), port: 80, path: "/ticker")
        var ticker = Ticker(
            Caller(visitor: Visitor(address: .init(v4: 1), program: .chrome), site: site, chance: Chance(seed: 1)))
        var calls = 0
        for _ in 0..<1_900 {
            var scene = Scene()
            ticker.write(&scene)
            for line in scene.lines { if case .call = line.act { calls += 1 } }
        }
        #expect(calls == 2)
    }
}
