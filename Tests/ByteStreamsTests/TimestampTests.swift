import ByteStreams
import Testing

struct TimestampTests {
    @Test
    func `a difference saturates where it does not fit`() {
        let early = Timestamp(nanoseconds: .min)
        let late = Timestamp(nanoseconds: .max)
        #expect(late.since(early) == .max)
        #expect(early.since(late) == .min)
        #expect(Timestamp(nanoseconds: 5).since(Timestamp(nanoseconds: 7)) == -2)
        #expect(early < late)
    }
}
