import CZlib
import TestKit
import Testing

@testable import WebSocketWire

struct DraftInflationTests {
    private static func terms(_ compression: Compression = .agreed(keepsContext: true)) -> MessageAssembler.Terms {
        MessageAssembler.Terms(masking: .forbidden, compression: compression)
    }

    @Test
    func `a fragmented compressed message is inflated as a whole, and the next one too`() {
        let deflater = Deflater()
        let plain = [PlainMessages.json(1, words: 30), PlainMessages.json(2, words: 30)]
        let first = deflater.message(plain[0])
        let cut = first.count / 3
        let frames = [
            FrameBytes(isFinal: false, reserved: 4, payload: Array(first[..<cut])),
            FrameBytes(opcode: .continuation, isFinal: false, payload: []),
            FrameBytes(opcode: .continuation, payload: Array(first[cut...])),
            FrameBytes(reserved: 4, payload: deflater.message(plain[1])),
        ]
        forEveryChunking(of: frames.flatMap(\.wire)) { chunks in
            let messages = read(chunks, Self.terms())
            #expect(messages.map(\.kept) == plain)
            #expect(messages.map(\.frames) == [3, 1])
        }
    }

    @Test
    func `a compressed message with missing bytes keeps what was on the wire`() {
        let deflater = Deflater()
        let plain = (0..<3).map { PlainMessages.json($0, words: 20) }
        let wires = plain.map { FrameBytes(reserved: 4, payload: deflater.message($0)) }
        var reader = MessageReader(Self.terms())
        reader.feed(wires[0].wire)
        let second = wires[1].wire
        reader.feed(Array(second[..<20]))
        reader.lose(5)
        reader.feed(Array(second[25...]) + wires[2].wire)
        let messages = reader.messages
        #expect(messages[0].kept == plain[0])
        #expect(messages[1].doubt == ["not-inflated"])
        #expect(messages[1].missing == 5)
        #expect(messages[1].agrees(with: wires[1].payload))
        #expect(messages[2].agrees(with: plain[2]))
        #expect(messages[2].holes.isEmpty == !messages[2].doubt.contains("context-lost"))
    }

    @Test
    func `without a handshake what is inflated says that it is inferred`() {
        let plain = PlainMessages.json(1, words: 5)
        let messages = read([FrameBytes(reserved: 4, payload: Deflater().message(plain))], Self.terms(.inferred))
        #expect(messages.map(\.kept) == [plain])
        #expect(messages.map(\.doubt) == [["inferred-deflate"]])
    }

    @Test
    func `bytes that are not deflate are kept as they are, and said`() {
        let noise: [UInt8] = [0xff] + .noise(40, seed: 9)
        let messages = read([FrameBytes(opcode: .binary, reserved: 4, payload: noise)], Self.terms())
        #expect(messages.map(\.kept) == [noise])
        #expect(messages.map(\.doubt) == [["not-inflated"]])
        #expect(messages.map(\.rules) == [["rfc7692-7.2.2-invalid-deflate"]])
    }

    @Test
    func `a message that inflates beyond its limit is kept to its cap, and said`() {
        var terms = Self.terms()
        terms.keptPayload = 1_000
        let deflater = Deflater()
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        let pieces = (0..<80).flatMap { _ in deflater.piece(zeros, flush: Z_SYNC_FLUSH) }
        let messages = read([FrameBytes(opcode: .binary, reserved: 4, payload: Array(pieces.dropLast(4)))], terms)
        #expect(messages.map(\.kept.count) == [1_000])
        #expect(messages.map(\.inflation) == [.limitReached])
        #expect(messages.map(\.rules) == [["wscope-inflate-limit"]])
    }

    @Test
    func `a compressed message that never ends shows what was inflated`() {
        let deflater = Deflater()
        let plain = PlainMessages.json(3, words: 50)
        let payload = deflater.piece(plain, flush: Z_SYNC_FLUSH)
        let messages = read([FrameBytes(isFinal: false, reserved: 4, payload: payload)], Self.terms())
        #expect(messages.map(\.isComplete) == [false])
        #expect(messages.map(\.kept) == [plain])
        #expect(messages.map(\.rules) == [[]])
    }
}
