import Testing

@testable import InspectorUI

struct SessionViewTests {
    @Test func `lines, connections, findings and whole messages are read by their numbers`() throws {
        let fixture = try MessagesFixture.usual()
        let session = try SessionView(path: fixture.path)
        #expect(session.isEnded)
        #expect(session.connectionCount == 2)
        #expect(session.findingCount > 0)
        let numbers = Array(1...session.messageCount)
        #expect(session.lines(numbers).map(\.number) == numbers)
        #expect(session.lines([2, 2_000_000]).map(\.number) == [2])
        #expect(session.lines([2]).map(\.number) == [2])
        #expect(session.connections([1, 2, 3]).count == 2)
        #expect(session.connection(99) == nil)
        let whole = try #require(session.whole(2, payload: 100))
        #expect(whole.payload.count == 100 && whole.compressed?.count == 80 && whole.frames.count == 1)
        #expect(session.whole(99, payload: 1) == nil)
        let fact = try #require(session.findingFacts(after: 0, limit: 10).first)
        let finding = try #require(session.findings([fact.number]).first)
        let seq = try #require(finding.finding.message)
        let number = try #require(session.number(ofMessage: seq, in: 1, near: finding.after))
        #expect(session.lines([number]).first?.message.number == seq)
        #expect(session.lastTime == session.lines([session.messageCount]).first?.message.time)
        #expect(session.error == nil)
    }

    @Test func `a session that grows is seen to grow`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.text(1, .fromClient, "one")
        fixture.commit()
        let session = try SessionView(path: fixture.path)
        #expect(session.messageCount == 1 && !session.isEnded)
        #expect(session.connection(1)?.closing == nil)
        fixture.text(1, .fromClient, "two")
        #expect(!session.refresh())
        fixture.close(1, .reset, by: .fromServer)
        fixture.finish()
        #expect(session.refresh())
        #expect(session.messageCount == 2 && session.isEnded)
        #expect(session.connection(1)?.closing?.outcome == .reset)
    }

    @Test func `a session that is not there is told`() {
        #expect(throws: (any Error).self) { try SessionView(path: "/nowhere/at.all") }
    }

    @Test func `connections that are looked at in passing are the same as those that are kept`() throws {
        let fixture = try MessagesFixture()
        for number in [1, 2, 3, 5, 8] { fixture.open(number, target: "/\(number)") }
        fixture.finish()
        for kept in [[], [2], [3, 8], [1, 2, 3, 5, 8], [4]] {
            let session = try SessionView(path: fixture.path)
            _ = session.connections(kept)
            let found = session.passingConnections(Array(1...9)).map(\.opening.connection)
            #expect(found == [1, 2, 3, 5, 8])
            #expect(session.passingConnections([8, 1]).map(\.opening.connection).sorted() == [1, 8])
            #expect(session.passingConnections([]).isEmpty)
        }
    }
}
