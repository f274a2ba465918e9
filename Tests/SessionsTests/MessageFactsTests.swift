import Dissection
import Testing

@testable import Sessions

struct MessageFactsTests {
    @Test func `a scan tells of every message what is recorded, part by part`() throws {
        let recorded = try RecordedSample(messages: 250, seed: 7)
        let list = try SessionList(path: recorded.path)
        var facts: [MessageFacts] = []
        var last: Int64 = 0
        while true {
            let next = try list.scan(after: last, limit: 33) { facts.append(copy $0) }
            if next == last { break }
            last = next
        }
        #expect(last == 250 && facts.count == 250)
        for (told, message) in zip(facts, recorded.messages) {
            #expect(told.number == Int64(recorded.messages.firstIndex(of: message) ?? -2) + 1)
            #expect(told.connection == message.connection && told.seq == message.number)
            #expect(told.opcode == message.opcode && told.from == message.from && told.time == message.time)
            #expect(told.length == message.length && told.wireLength == message.wireLength)
            #expect(told.frames == message.frames && told.isCompressed == message.isCompressed)
            #expect(told.answers == message.answer?.ping && told.roundTrip == message.answer?.roundTrip)
            #expect(told.hasTrouble == message.hasTrouble)
        }
        #expect(facts.contains { $0.code != nil } && facts.contains { $0.code == nil })
        let end = try list.scan(after: 250, limit: 10) { _ in Issue.record("nothing is left") }
        let nothing = try list.scan(after: 3, limit: -1) { _ in Issue.record("nothing is wanted") }
        #expect(end == 250 && nothing == 3)
    }
}
