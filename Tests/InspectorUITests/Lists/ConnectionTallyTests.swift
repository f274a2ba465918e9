import ByteStreams
import Testing

@testable import InspectorUI

struct ConnectionTallyTests {
    @Test func `a minute's messages are counted second by second, and forgotten behind it`() {
        var rate = RecentRate()
        let start = DemoFixture.start.nanoseconds
        func time(_ seconds: Int64) -> Timestamp { Timestamp(nanoseconds: start + seconds * 1_000_000_000) }
        for second in 0..<100 { for _ in 0...second % 3 { rate.count(at: time(Int64(second))) } }
        #expect(rate.counts(until: time(99), seconds: 4) == [1, 2, 3, 1])
        #expect(rate.counts(until: time(102), seconds: 5) == [3, 1, 0, 0, 0])
        #expect(rate.counts(until: time(500), seconds: 60).allSatisfy { $0 == 0 })
        #expect(rate.lastSecond(at: time(99)) == 3)
        // What comes late counts where it belongs, and what comes too late does not count.
        rate.count(at: time(98))
        rate.count(at: time(1))
        #expect(rate.counts(until: time(99), seconds: 60).reduce(0) { $0 + Int($1) } == 121)
    }

    @Test func `the demonstration's counts are those of its messages`() throws {
        let stage = try DemoStage()
        let session = stage.inspector.shared.session
        let lines = session.lines(Array(1...min(2_000, session.messageCount)))
        let number = try #require(DemoFixture.shared).connection("fleet")
        let mine = lines.filter { $0.message.connection == number }
        let tally = stage.inspector.shared.tally.connection(number)
        #expect(tally.messages.client >= UInt64(mine.filter { $0.message.from == .fromClient }.count))
        #expect(tally.pings == 20 && tally.answers == 18 && tally.closes == 2)
        #expect(try #require(tally.medianRoundTrip) < #require(tally.longestRoundTrip))
    }
}
