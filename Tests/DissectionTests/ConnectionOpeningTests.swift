import ByteStreams
import Dissection
import Testing

struct ConnectionOpeningTests {
    @Test func `a number for each direction`() {
        var numbers = PerDirection()
        #expect((numbers.client, numbers.server) == (0, 0))
        numbers[.fromClient] = 3
        numbers[.fromServer] &+= 4
        #expect((numbers.client, numbers.server) == (3, 4))
        #expect((numbers[.fromClient], numbers[.fromServer]) == (3, 4))
    }

    @Test func `the ways to end have the names of message logs`() {
        let outcomes: [ConnectionOutcome] = [.refused, .clean, .oneSided, .reset, .finished, .open, .aborted]
        #expect(outcomes.map(\.rawValue) == ["refused", "clean", "one-sided", "reset", "fin", "open", "aborted"])
        #expect(TrafficSource.capture.rawValue == "capture")
    }
}
