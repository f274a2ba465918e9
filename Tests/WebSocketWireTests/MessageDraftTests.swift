import Testing

@testable import WebSocketWire

struct MessageDraftTests {
    @Test
    func `doubts are named in one order`() {
        #expect(Doubt().names == [])
        let all: Doubt = [.notInflated, .inferredDeflate, .contextLost, .resynchronised]
        #expect(all.names == ["resynchronised", "context-lost", "inferred-deflate", "not-inflated"])
        for (doubt, name) in zip([Doubt.resynchronised, .contextLost, .inferredDeflate, .notInflated], all.names) {
            #expect(doubt.names == [name])
        }
    }

    private static func begun(_ frame: FrameBytes, cap: Int) -> MessageDraft {
        var draft = MessageDraft()
        if let head = header(in: frame.wire) {
            draft.begin(7, head, compressed: false, cap: cap)
            draft.count(head)
        }
        draft.payload.add(frame.payload, isText: frame.opcode == .text)
        return draft
    }

    @Test
    func `a draft counts frames and headers and is empty again once it is cleared`() {
        var draft = Self.begun(FrameBytes(key: 1, payload: .noise(300, seed: 3)), cap: .max)
        #expect(draft.isActive == true)
        #expect(draft.number == 7)
        #expect(draft.frames == 1)
        #expect(draft.wireLength == 8)
        #expect(draft.keptLength == 300)
        draft.clear()
        #expect(draft.isActive == false)
        #expect(draft.keptLength == 0)
    }

    @Test(arguments: [0, 1, 299, 300, 400])
    func `a draft shrinks to a limit and grows no more`(_ limit: Int) {
        var draft = Self.begun(FrameBytes(opcode: .binary, payload: .noise(300, seed: 4)), cap: .max)
        draft.shrink(to: limit)
        #expect(draft.keptLength == min(300, limit))
        draft.payload.add([1, 2, 3], isText: false)
        #expect(draft.keptLength == min(303, limit))
        #expect(draft.payload.length == 303)
        #expect(draft.payload.isCapped == (limit < 303))
    }

    @Test
    func `missing bytes are part of the wire length`() {
        var draft = Self.begun(FrameBytes(opcode: .binary, payload: [1, 2]), cap: .max)
        let before = draft.wireLength
        draft.skip(40)
        #expect(draft.missing == 40)
        #expect(draft.wireLength == before + 40)
        #expect(draft.payload.holes == [Hole(offset: 2, length: 40)])
    }

    @Test
    func `a finding is kept beside the message`() {
        var draft = Self.begun(FrameBytes(), cap: 0)
        draft.note(Violation(FrameRules.reservedOpcode, "opcode 0x3"))
        #expect(draft.violations.map(\.rule.id) == ["rfc6455-5.2-reserved-opcode"])
    }
}
