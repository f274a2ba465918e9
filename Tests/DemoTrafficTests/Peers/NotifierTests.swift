import ByteStreams
import Testing

@testable import DemoTraffic

struct NotifierTests {
    @Test
    func `the application's own heartbeats are answered, over IPv6`() throws {
        let story = try #require(PlayedDemo.twoMinutes.stories(of: "notify").first)
        #expect(story.opening.client.address.isV6 && story.opening.server.address.isV6)
        let pings = story.texts(.fromClient).filter { $0.contains("\"ping\"") }.map { $0.dropFirst(15) }
        let pongs = story.texts(.fromServer).filter { $0.contains("\"pong\"") }.map { $0.dropFirst(15) }
        #expect(pings.count >= 20 && pings.count - pongs.count <= 1)
        #expect(Array(pings.prefix(pongs.count)) == pongs)
        #expect(story.texts(.fromServer).contains { $0.contains("\"type\":\"event\"") })
    }
}
