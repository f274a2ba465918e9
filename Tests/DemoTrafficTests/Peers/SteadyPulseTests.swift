import ByteStreams
import Testing

@testable import DemoTraffic

struct SteadyPulseTests {
    @Test
    func `every ping is answered after the same time`() throws {
        let story = try #require(PlayedDemo.twoMinutes.stories(of: "edge").first)
        let trips = story.messages.compactMap(\.message.answer?.roundTrip)
        #expect(trips.count == story.messages.filter { $0.message.opcode == .ping }.count)
        #expect(trips.count >= 23)
        #expect(trips.allSatisfy { SteadyPulse.roundTrips.contains(Int($0 / 1_000)) })
    }
}
