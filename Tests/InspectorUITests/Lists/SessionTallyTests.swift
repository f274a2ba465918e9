import ByteStreams
import Testing

@testable import InspectorUI

struct SessionTallyTests {
    @Test func `each message is counted once, in any slices, and what comes later too`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        for number in 0..<30 { fixture.text(1, number % 3 == 0 ? .fromClient : .fromServer, "message") }
        fixture.commit()
        let session = try SessionView(path: fixture.path)
        var tally = SessionTally()
        let present = Timestamp(nanoseconds: MessagesFixture.start)
        while tally.work(session, present: present, isDue: { false }) {}
        #expect(tally.position == 30)
        #expect(tally.connection(1).messages.client == 10 && tally.connection(1).messages.server == 20)
        fixture.text(1, .fromClient, "later")
        fixture.finish()
        session.refresh()
        while tally.work(session, present: present, isDue: { false }) {}
        #expect(tally.connection(1).messages.client == 11)
        #expect(tally.connection(0).messages.client == 0 && tally.connection(7).messages.client == 0)
        #expect(tally.rate(at: present) <= 31)
    }

    @Test func `many findings are all counted, also where no message comes any more`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        let message = fixture.text(1, .fromClient, "message")
        for number in 0..<7_000 { fixture.finding(1, message, number % 7 == 0 ? .error : .note, "detail") }
        fixture.finish()
        let session = try SessionView(path: fixture.path)
        var tally = SessionTally()
        var looks = 0
        while tally.work(
            session, present: Timestamp(nanoseconds: 0),
            isDue: {
                looks += 1
                return looks % 2 == 0
            })
        {}
        #expect(tally.connection(1).errors == 1_000 && tally.connection(1).notes == 6_000)
        #expect(tally.all.errors == 1_000 && tally.all.notes == 6_000)
        #expect(tally.sums(1).messages.client == 1 && tally.sums(2).bytes.client == 0)
    }
}
