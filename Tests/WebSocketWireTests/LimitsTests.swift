import Testing

@testable import WebSocketWire

struct LimitsTests {
    @Test
    func `every limit is positive, and what belongs together fits together`() {
        #expect(Limits.controlPayload == 125)
        #expect(Limits.oversizedControlPayload > Limits.controlPayload)
        #expect(Limits.reusedPayload >= Limits.controlPayload)
        #expect(Limits.scratch > 0 && Limits.holes > 0)
        #expect(Limits.searchWindow > 2 * 14, "a search window holds headers")
        #expect(Limits.inflatedMessage > UInt64(Limits.scratch))
    }

    @Test(arguments: [0, 10, 125, 126, 70_000])
    func `a control frame's allowed bytes are kept whatever the cap is`(_ cap: Int) {
        for length in [125, 126, 65_536, 65_537, 80_000] {
            let frame = FrameBytes(opcode: .ping, payload: .noise(length, seed: 1))
            let message = read([frame], MessageAssembler.Terms(masking: .forbidden, keptPayload: cap)).first
            #expect(message?.length == UInt64(length))
            let kept = min(length, max(Limits.controlPayload, min(cap, Limits.oversizedControlPayload)))
            #expect(message?.kept == Array(frame.payload.prefix(kept)))
        }
    }
}
