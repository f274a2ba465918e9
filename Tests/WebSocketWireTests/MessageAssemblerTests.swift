import TestKit
import Testing

@testable import WebSocketWire

struct MessageAssemblerTests {
    private static let server = MessageAssembler.Terms(masking: .forbidden)
    private static let deflating = MessageAssembler.Terms(
        masking: .forbidden, compression: .agreed(keepsContext: true))

    @Test
    func `fragments are joined around control frames, however the bytes arrive`() {
        let frames = [
            text("Hel", final: false), FrameBytes(opcode: .ping, payload: [1, 2]), more("lo, ", final: false),
            FrameBytes(opcode: .pong, payload: []), more("wörld"),
        ]
        forEveryChunking(of: frames.flatMap(\.wire)) { chunks in
            let messages = read(chunks, Self.server)
            #expect(messages.map(\.number) == [2, 3, 1])
            #expect(messages.map(\.opcode) == [.ping, .pong, .text])
            #expect(messages.last?.string == "Hello, wörld")
            #expect(messages.map(\.frames) == [1, 1, 3])
            #expect(messages.map(\.wireLength) == [4, 2, 19])
            #expect(messages.allSatisfy { $0.rules.isEmpty && $0.doubt.isEmpty })
        }
    }

    @Test
    func `a message inside a message ends the one before unfinished`() {
        let messages = read([text("first", final: false), text("second")])
        #expect(messages.map(\.string) == ["first", "second"])
        #expect(messages.map(\.isComplete) == [false, true])
        #expect(messages.map(\.number) == [1, 2])
        #expect(messages[1].rules == ["rfc6455-5.4-message-inside-message"])
    }

    @Test
    func `a continuation of nothing breaks a rule, except where the start was not seen`() {
        let orphan = more("tail")
        #expect(read([orphan]).map(\.rules) == [["rfc6455-5.4-continuation-without-start"]])
        var midstream = MessageReader(Self.server, midstream: true)
        midstream.feed(orphan.wire + text("next").wire)
        #expect(midstream.messages.map(\.rules) == [[], []])
        #expect(midstream.messages.map(\.opcode) == [.continuation, .text])
        #expect(midstream.messages.map(\.doubt) == [["resynchronised"], []])
    }

    @Test
    func `only the message behind lost bytes is in doubt`() {
        var reader = MessageReader(Self.server)
        reader.feed(text("one").wire)
        reader.lose(100)
        reader.feed(text("two").wire + text("three").wire)
        #expect(reader.messages.map(\.string) == ["one", "two", "three"])
        #expect(reader.messages.map(\.doubt) == [[], ["resynchronised"], []])
    }

    @Test
    func `what a direction is masked with is what its last frame was`() {
        var assembler = MessageAssembler(terms: MessageAssembler.Terms(masking: .required))
        #expect(assembler.observedMasking == .required)
        var number = 1
        for (key, masking) in [(nil, Masking.forbidden), (7, .required)] as [(UInt32?, Masking)] {
            let frame = FrameBytes(opcode: .ping, key: key)
            guard let head = header(in: frame.wire) else {
                Issue.record("no header")
                return
            }
            assembler.begin(head, number: &number)
            #expect(assembler.part == .control)
            #expect(assembler.endFrame() == .control)
            assembler.control.clear()
            #expect(assembler.observedMasking == masking)
        }
        #expect(number == 3)
    }

    @Test
    func `memory is taken while a message is in progress only`() {
        var assembler = MessageAssembler(terms: Self.server)
        var number = 1
        let frame = FrameBytes(opcode: .binary, payload: .noise(5_000, seed: 1))
        guard let head = header(in: frame.wire) else {
            Issue.record("no header")
            return
        }
        assembler.begin(head, number: &number)
        assembler.add(frame.payload.span.bytes)
        #expect(assembler.memory >= 5_000)
        #expect(assembler.endFrame() == .data)
        assembler.data.clear()
        #expect(assembler.memory == 0)
    }

    @Test
    func `compressed and plain messages take turns in one context`() {
        let deflater = Deflater()
        let plain = (0..<6).map { PlainMessages.json($0, words: 4) }
        let frames = plain.enumerated().map { index, payload in
            index % 3 == 2
                ? FrameBytes(payload: payload)
                : FrameBytes(reserved: 4, payload: deflater.message(payload))
        }
        let messages = read(frames, Self.deflating)
        #expect(messages.map(\.kept) == plain)
        #expect(messages.allSatisfy { $0.rules.isEmpty && $0.doubt.isEmpty })
    }

    @Test
    func `a cap keeps the true length, and a cap of nothing still judges text`() {
        var terms = Self.server
        terms.keptPayload = 4
        let capped = read([text("Hello")], terms)
        #expect(capped.map(\.string) == ["Hell"])
        #expect(capped.map(\.length) == [5])
        terms.keptPayload = 0
        let none = read([text("Hello"), FrameBytes(payload: [0xff])], terms)
        #expect(none.map(\.kept) == [[], []])
        #expect(none.map(\.length) == [5, 1])
        #expect(none.map(\.rules) == [[], ["rfc6455-8.1-invalid-utf8"]])
    }
}
