import ByteStreams
import Sessions
import Testing

@testable import InspectorUI

struct BeatsTests {
    private func pulse(_ words: String, isDue: @escaping () -> Bool = { false }) throws -> Pulse {
        let fixture = try #require(DemoFixture.shared)
        let session = try SessionView(path: fixture.path)
        let number = try fixture.connection(words)
        var beats = Beats(connection: number, record: session.connection(number))
        var rounds = 0
        while beats.work(session, isDue: isDue), rounds < 10_000 { rounds += 1 }
        return beats.pulse
    }

    @Test func `a connection that goes bad has answered, missed and unsolicited beats`() throws {
        let pulse = try pulse("fleet")
        #expect(pulse.answered == 18)
        #expect(pulse.missed == 2)
        #expect(pulse.unsolicited == 1)
        #expect(pulse.waiting == 0)
        let verdict = try #require(pulse.verdict(at: DemoFixture.end))
        #expect(verdict.words.hasPrefix("RTT from "))
        #expect(verdict.words.contains("2 pings unanswered"))
        let place = try #require(verdict.place)
        #expect((pulse.beats[place].roundTrip ?? 0) > 500_000_000)
        #expect(pulse.beats[..<place].allSatisfy { ($0.roundTrip ?? 0) < 100_000_000 })
    }

    @Test func `a steady one has an interval, a median and nothing wrong`() throws {
        let pulse = try pulse("edge")
        #expect(pulse.missed == 0 && pulse.verdict(at: DemoFixture.end) == nil)
        let median = try #require(pulse.roundTrips.median)
        #expect((18_000_000...22_000_000).contains(median))
        #expect(pulse.intervals.count == 1)
    }

    @Test func `slices of any length come to the same`() throws {
        var calls = 0
        let sliced = try pulse("fleet") {
            calls += 1
            return calls % 3 == 0
        }
        #expect(try sliced.beats == pulse("fleet").beats)
    }
}
