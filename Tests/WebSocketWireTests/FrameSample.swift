import Testing

@testable import WebSocketWire

/// Frames that break rules, beside frames as like them as can be that break none of these.
struct FrameSample: Sendable, CustomTestStringConvertible {
    let name: String
    let wire: [UInt8]
    /// The rules broken, in the order in which they are told.
    let rules: [Rule]
    let neighbour: [UInt8]?
    let terms: MessageAssembler.Terms

    init(
        _ name: String, _ frames: [FrameBytes], _ rules: [Rule], not neighbour: [FrameBytes]?,
        _ terms: MessageAssembler.Terms = Self.server
    ) {
        self.name = name
        wire = frames.flatMap(\.wire)
        self.rules = rules
        self.neighbour = neighbour?.flatMap(\.wire)
        self.terms = terms
    }

    var testDescription: String { name }

    static let server = MessageAssembler.Terms(masking: .forbidden)
    static let client = MessageAssembler.Terms(masking: .required)
    static let deflating = MessageAssembler.Terms(masking: .forbidden, compression: .agreed(keepsContext: true))
    static let fresh = MessageAssembler.Terms(masking: .forbidden, compression: .agreed(keepsContext: false))
    static let inferring = MessageAssembler.Terms(masking: .forbidden, compression: .inferred)

    /// `Hello`, compressed (RFC 7692 section 7.2.3.1).
    static let hello: [UInt8] = [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]

    static let all = masks + headers + fragments + closes + texts + compressions

    /// A Close frame with this body.
    static func close(_ body: [UInt8]) -> FrameBytes { FrameBytes(opcode: .close, payload: body) }

    private static func keyed(_ key: UInt32) -> FrameBytes { FrameBytes(key: key, payload: [0x61]) }

    private static let masks = [
        FrameSample(
            "an unmasked client frame", [text("a")], [FrameRules.unmaskedClientFrame], not: [keyed(5)], client),
        FrameSample("a masked server frame", [keyed(5)], [FrameRules.maskedServerFrame], not: [text("a")]),
        FrameSample("a key of zeros", [keyed(0)], [FrameRules.predictableMask], not: [keyed(1)], client),
        FrameSample(
            "the same key twice", [keyed(5), keyed(5)], [FrameRules.predictableMask],
            not: [keyed(5), keyed(6), keyed(5)], client),
        FrameSample(
            "predictable keys are told once", [keyed(5), keyed(5), keyed(0), keyed(0), keyed(7), keyed(7)],
            [FrameRules.predictableMask], not: [keyed(5), keyed(6)], client),
        FrameSample(
            "the same key on a data frame and a control frame",
            [keyed(5), FrameBytes(opcode: .ping, key: 5)], [FrameRules.predictableMask],
            not: [keyed(5), FrameBytes(opcode: .ping, key: 4)], client),
    ]

    private static func length(_ form: FrameHeader.LengthForm, _ count: Int) -> FrameBytes {
        FrameBytes(opcode: .binary, form: form, payload: [UInt8](repeating: 1, count: count))
    }

    private static let headers = [
        FrameSample("RSV1 without compression", [compressed([])], [FrameRules.reservedBits], not: [text("")]),
        FrameSample(
            "RSV2 with compression", [FrameBytes(reserved: 2)], [FrameRules.reservedBits], not: [text("")], deflating),
        FrameSample("all RSV bits", [FrameBytes(reserved: 7)], [FrameRules.reservedBits], not: [text("")]),
        FrameSample(
            "RSV3 where another extension may use RSV2", [FrameBytes(reserved: 1)], [FrameRules.reservedBits],
            not: [FrameBytes(reserved: 2)], MessageAssembler.Terms(masking: .forbidden, foreignReservedBits: 2)),
        FrameSample(
            "RSV2 on a control frame", [FrameBytes(opcode: .ping, reserved: 2)], [FrameRules.reservedBits],
            not: [FrameBytes(opcode: .ping)]),
        FrameSample(
            "a reserved data opcode", [FrameBytes(opcode: Opcode(rawValue: 3))], [FrameRules.reservedOpcode],
            not: [FrameBytes(opcode: .binary)]),
        FrameSample(
            "a reserved control opcode", [FrameBytes(opcode: Opcode(rawValue: 15))], [FrameRules.reservedOpcode],
            not: [FrameBytes(opcode: .pong)]),
        FrameSample(
            "125 in 16 bits", [length(.sixteen, 125)], [FrameRules.lengthNotMinimal], not: [length(.sixteen, 126)]),
        FrameSample(
            "65535 in 64 bits", [length(.sixtyFour, 65_535)], [FrameRules.lengthNotMinimal],
            not: [length(.sixtyFour, 65_536)]),
        FrameSample("0 in 64 bits", [length(.sixtyFour, 0)], [FrameRules.lengthNotMinimal], not: [length(.seven, 0)]),
        FrameSample(
            "a length with its top bit set",
            [FrameBytes(opcode: .binary, form: .sixtyFour, toldLength: 1 << 63)], [FrameRules.lengthTopBit],
            not: [FrameBytes(opcode: .binary, form: .sixtyFour, toldLength: 1 << 63 - 1)]),
        FrameSample(
            "a fragmented ping", [FrameBytes(opcode: .ping, isFinal: false)], [FrameRules.fragmentedControl],
            not: [FrameBytes(opcode: .ping)]),
        FrameSample(
            "a ping of 126 bytes", [FrameBytes(opcode: .ping, payload: .noise(126, seed: 1))],
            [FrameRules.oversizedControl], not: [FrameBytes(opcode: .ping, payload: .noise(125, seed: 1))]),
        FrameSample(
            "a short ping with a long length", [FrameBytes(opcode: .ping, form: .sixteen, payload: [1])],
            [FrameRules.lengthNotMinimal], not: [FrameBytes(opcode: .ping, payload: [1])]),
    ]
}
