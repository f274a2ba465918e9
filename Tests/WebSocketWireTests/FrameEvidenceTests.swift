import Testing

@testable import WebSocketWire

struct FrameEvidenceTests {
    private static func bits(
        _ frame: FrameBytes, masking: Masking? = .forbidden, reservedBit1: Bool = true,
        fragment: FrameEvidence.Fragment = .unknown
    ) -> Double? {
        header(in: frame.header).flatMap {
            FrameEvidence.bits(of: $0, masking: masking, reservedBit1: reservedBit1, fragment: fragment)
        }
    }

    @Test(arguments: [
        FrameBytes(reserved: 1), FrameBytes(reserved: 2), FrameBytes(opcode: Opcode(rawValue: 3)),
        FrameBytes(opcode: Opcode(rawValue: 11)), FrameBytes(key: 1), FrameBytes(form: .sixteen, payload: [1]),
        FrameBytes(form: .sixtyFour, toldLength: 1 << 40), FrameBytes(form: .sixtyFour, toldLength: .max),
        FrameBytes(form: .sixtyFour, toldLength: 65_535), FrameBytes(opcode: .ping, isFinal: false),
        FrameBytes(opcode: .ping, reserved: 4), FrameBytes(opcode: .pong, toldLength: 126),
        FrameBytes(opcode: .close, payload: [1]), FrameBytes(opcode: .continuation, reserved: 4),
    ])
    func `what breaks a rule is no header`(_ frame: FrameBytes) {
        #expect(Self.bits(frame) == nil)
    }

    @Test
    func `RSV1 and masks are judged by what is known of them`() {
        #expect(Self.bits(compressed([1]), reservedBit1: false) == nil)
        #expect(Self.bits(compressed([1]), reservedBit1: true) != nil)
        for key in [nil, 7] as [UInt32?] {
            let frame = FrameBytes(key: key, payload: [1])
            #expect((Self.bits(frame, masking: .required) == nil) == (key == nil))
            #expect((Self.bits(frame, masking: .forbidden) == nil) == (key != nil))
            #expect(Self.bits(frame, masking: nil) != nil)
        }
    }

    @Test
    func `a continuation stands inside a message only, and a message's first frame between messages only`() {
        for isFinal in [true, false] {
            #expect(Self.bits(more("a", final: isFinal), fragment: .between) == nil)
            #expect(Self.bits(text("a", final: isFinal), fragment: .inside) == nil)
            for fragment in [FrameEvidence.Fragment.unknown, .inside] {
                #expect(Self.bits(more("a", final: isFinal), fragment: fragment) != nil)
            }
            for fragment in [FrameEvidence.Fragment.unknown, .between] {
                #expect(Self.bits(text("a", final: isFinal), fragment: fragment) != nil)
            }
        }
    }

    @Test
    func `every plausible header gives some evidence, but for empty fragments`() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                let length: UInt64 = second & 127 == 127 ? 70_000 : second & 127 == 126 ? 300 : UInt64(second & 127)
                let header = FrameHeader(first: first, second: second, length: length, key: 1)
                for fragment in [FrameEvidence.Fragment.unknown, .between, .inside] {
                    let bits = FrameEvidence.bits(of: header, masking: nil, reservedBit1: true, fragment: fragment)
                    let isEmptyFragment = length == 0 && !header.isFinal && !header.opcode.isControl
                    #expect(bits.map { isEmptyFragment ? $0 == 0 : $0 > 0 } ?? true)
                }
            }
        }
    }

    @Test(
        arguments: [
            (text("a"), .between), (text("a", final: false), .inside), (more("a"), .between),
            (more("a", final: false), .inside),
        ] as [(FrameBytes, FrameEvidence.Fragment)])
    func `a data frame tells whether a message is open, and a control frame changes nothing`(
        _ frame: FrameBytes, _ expected: FrameEvidence.Fragment
    ) {
        for before in [FrameEvidence.Fragment.unknown, .between, .inside] {
            #expect(header(in: frame.wire).map { FrameEvidence.fragment(after: $0, before) } == expected)
            let ping = header(in: FrameBytes(opcode: .ping).wire)
            #expect(ping.map { FrameEvidence.fragment(after: $0, before) } == before)
        }
    }
}
