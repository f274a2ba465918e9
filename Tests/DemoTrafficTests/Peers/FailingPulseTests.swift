import ByteStreams
import Testing

@testable import DemoTraffic

struct FailingPulseTests {
    private let stories = PlayedDemo.twoMinutes.stories(of: "fleet")

    @Test
    func `the time to answer grows slowly, and goes bad within the first ninety seconds`() throws {
        let story = try #require(stories.first)
        let trips = story.messages.compactMap(\.message.answer?.roundTrip).map { $0 / 1_000_000 }
        let good = trips.prefix(FailingPulse.goodBeats(visit: 1))
        #expect(good.allSatisfy { (20...60).contains($0) })
        #expect((good.last ?? 0) > (good.first ?? 0) + 20)
        #expect(trips.dropFirst(good.count).allSatisfy { (880...980).contains($0) })
        #expect(trips.count == good.count + FailingPulse.badBeats - 2)
        #expect(story.closing.map { $0.time.since(PlayedDemo.start) < 90_000_000_000 } == true)
    }

    @Test
    func `two pings have no answer, and one pong no ping`() throws {
        let story = try #require(stories.first)
        let pings = story.messages.filter { $0.message.opcode == .ping }
        let pongs = story.messages.filter { $0.message.opcode == .pong }
        let answered = Set(pongs.compactMap(\.message.answer?.ping))
        #expect(pings.filter { !answered.contains($0.message.number) }.count == 2)
        #expect(pongs.filter { $0.message.answer == nil }.map(\.text) == ["still here?"])
        #expect(story.rules == ["rfc6455-5.5.3-pong-unsolicited"])
    }

    @Test
    func `the server gives up, and the vehicle comes back well`() {
        #expect(stories.first?.closing?.code?.rawValue == 1011)
        #expect(stories.count == 2)
        #expect(stories.last?.rules == [])
    }
}
