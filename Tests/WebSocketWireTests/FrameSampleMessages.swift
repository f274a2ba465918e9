@testable import WebSocketWire

/// The samples that concern whole messages.
extension FrameSample {
    private static let ping = FrameBytes(opcode: .ping, payload: [1])

    static let fragments = [
        FrameSample(
            "a continuation of nothing", [more("a")], [FrameRules.continuationWithoutStart], not: [text("a")]),
        FrameSample(
            "a continuation after the message's end", [text("a", final: false), more("b"), more("c")],
            [FrameRules.continuationWithoutStart], not: [text("a", final: false), more("b", final: false), more("c")]),
        FrameSample(
            "a continuation of nothing that is continued", [more("a", final: false), ping, more("b")],
            [FrameRules.continuationWithoutStart], not: [text("a", final: false), ping, more("b")]),
        FrameSample(
            "a message inside a message", [text("a", final: false), text("b")], [FrameRules.messageInsideMessage],
            not: [text("a", final: false), ping, more("b")]),
        FrameSample(
            "a fragmented message inside a message", [text("a", final: false), text("b", final: false), more("c")],
            [FrameRules.messageInsideMessage], not: [text("a", final: false), more("b", final: false), more("c")]),
        FrameSample(
            "a continuation behind an interrupting message",
            [text("a", final: false), FrameBytes(opcode: .binary, payload: [1]), more("c")],
            [FrameRules.messageInsideMessage, FrameRules.continuationWithoutStart],
            not: [text("a"), FrameBytes(opcode: .binary, payload: [1])]),
    ]

    static let closes =
        [
            FrameSample(
                "text behind a Close frame", [close([3, 232]), text("a")], [FrameRules.dataAfterClose],
                not: [text("a"), close([3, 232])]),
            FrameSample(
                "a second Close frame", [close([]), close([])], [FrameRules.dataAfterClose], not: [ping, close([])]),
            FrameSample("a body of one byte", [close([3])], [FrameRules.closeBodyTooShort], not: [close([])]),
            FrameSample(
                "a reason that is not UTF-8", [close([3, 232, 0xff])], [FrameRules.closeReasonNotUTF8],
                not: [close([3, 232, 0xc3, 0xa4])]),
            FrameSample(
                "a reason that ends inside a character", [close([3, 232, 0xc3])], [FrameRules.closeReasonNotUTF8],
                not: [close([3, 232])]),
            FrameSample(
                "a forbidden code and a bad reason", [close([3, 237, 0xff])],
                [FrameRules.closeReasonNotUTF8, FrameRules.closeCodeForbidden], not: [close([3, 243, 0x61])]),
        ] + codes

    private static let codes =
        [1004, 1005, 1006, 1015].map { coded($0, FrameRules.closeCodeForbidden) }
        + [0, 1, 999, 1016, 1099, 2000, 2999, 5000, 32_768, 65_535].map { coded($0, FrameRules.closeCodeUnused) }

    private static func coded(_ code: UInt16, _ rule: Rule) -> FrameSample {
        let legal: UInt16 = code < 1010 ? 1001 : code < 2000 ? 1014 : code < 4000 ? 3000 : 4999
        return FrameSample(
            "close code \(code)", [close(FrameBytes.bigEndian(code))], [rule],
            not: [close(FrameBytes.bigEndian(legal))])
    }

    private static func raw(_ bytes: [UInt8], _ opcode: Opcode = .text, final isFinal: Bool = true) -> FrameBytes {
        FrameBytes(opcode: opcode, isFinal: isFinal, payload: bytes)
    }

    static let texts = [
        FrameSample("text that is not UTF-8", [raw([0x61, 0xff])], [FrameRules.invalidText], not: [raw([0x61])]),
        FrameSample(
            "the same bytes as binary", [raw([0xff])], [FrameRules.invalidText], not: [raw([0xff], .binary)]),
        FrameSample(
            "text that ends inside a character", [raw([0x61, 0xc3])], [FrameRules.invalidText],
            not: [raw([0x61, 0xc3, 0xa4])]),
        FrameSample(
            "text invalid across fragments", [raw([0xe6, 0xbc], final: false), raw([0x61], .continuation)],
            [FrameRules.invalidText], not: [raw([0xe6, 0xbc], final: false), raw([0xa2], .continuation)]),
        FrameSample(
            "text invalid across fragments with a ping between",
            [raw([0xed], final: false), ping, raw([0xa0, 0x80], .continuation)], [FrameRules.invalidText],
            not: [raw([0xed], final: false), ping, raw([0x9f, 0x80], .continuation)]),
    ]

    static let compressions = [
        FrameSample(
            "RSV1 on a ping", [FrameBytes(opcode: .ping, reserved: 4)], [FrameRules.compressedControl],
            not: [FrameBytes(opcode: .ping)], deflating),
        FrameSample(
            "RSV1 on a continuation",
            [compressed(Array(hello.prefix(3)), final: false), compressed(Array(hello.dropFirst(3)), .continuation)],
            [FrameRules.compressedContinuation],
            not: [compressed(Array(hello.prefix(3)), final: false), raw(Array(hello.dropFirst(3)), .continuation)],
            deflating),
        FrameSample(
            "RSV1 on the continuation of a plain message", [text("a", final: false), compressed([], .continuation)],
            [FrameRules.compressedContinuation], not: [text("a", final: false), more("")], deflating),
        FrameSample(
            "RSV1 on a ping where nothing is compressed", [FrameBytes(opcode: .ping, reserved: 4)],
            [FrameRules.reservedBits], not: [FrameBytes(opcode: .ping)]),
        FrameSample(
            "a stream of no deflate", [compressed([0xff, 0xff])], [FrameRules.invalidDeflate],
            not: [compressed(hello)], deflating),
        FrameSample(
            "a reference to an earlier message where none is shared",
            repeated(Deflater()), [FrameRules.invalidDeflate], not: repeated(Deflater(keepsContext: false)), fresh),
        FrameSample(
            "compressed text that is not UTF-8", [compressed(Deflater().message([0xff, 0xfe]))],
            [FrameRules.invalidText], not: [compressed(Deflater().message([0xff, 0xfe]), .binary)], deflating),
        FrameSample(
            "a message that inflates beyond the limit", [compressed(bomb(65 << 20), .binary)],
            [FrameRules.inflateLimit], not: [compressed(bomb(64 << 20), .binary)],
            MessageAssembler.Terms(
                masking: .forbidden, compression: .agreed(keepsContext: true), keptPayload: 1_000)),
    ]

    /// The same message twice.
    private static func repeated(_ deflater: Deflater) -> [FrameBytes] {
        let plain = Array("a message that is worth referring to".utf8)
        return [compressed(deflater.message(plain)), compressed(deflater.message(plain))]
    }

    /// A message of so many zeros, compressed.
    static func bomb(_ count: Int) -> [UInt8] {
        Deflater(level: 1).message([UInt8](repeating: 0, count: count))
    }
}
