import TestKit
import Testing

@testable import WebSocketWire

struct FrameHeaderTests {
    /// The lengths that each form is tried with: the borders of what it holds, minimal or not.
    private static let lengths: [FrameHeader.LengthForm: [UInt64]] = [
        .seven: [0, 1, 124, 125],
        .sixteen: [0, 1, 125, 126, 127, 65_534, 65_535],
        .sixtyFour: [
            0, 125, 126, 65_535, 65_536, 1 << 31 - 1, 1 << 31, 1 << 32, 1 << 40, 1 << 63 - 1, 1 << 63, .max,
        ],
    ]

    private static let keys: [UInt32?] = [nil, 0, 0x0102_0304, 0xffff_ffff]

    /// Every header of the small domain: opcodes, FIN, RSV, masks, and each form with its lengths.
    private static func forEachHeader(_ body: (FrameBytes, FrameHeader.LengthForm, UInt64) -> Void) {
        for first in UInt8.min...UInt8.max {
            for key in keys {
                for form in FrameHeader.LengthForm.allCases {
                    for length in lengths[form] ?? [] {
                        body(
                            FrameBytes(
                                opcode: Opcode(rawValue: first), isFinal: first & 0x80 != 0, reserved: first >> 4 & 7,
                                key: key, form: form, toldLength: length), form, length)
                    }
                }
            }
        }
    }

    @Test
    func `every header says what its bits say`() {
        var count = 0
        var wrong = 0
        Self.forEachHeader { frame, form, length in
            count += 1
            let wire = frame.header
            let read = header(in: wire)
            let minimal = form == .seven || length >= (form == .sixteen ? 126 : 65_536)
            let isRight =
                read?.opcode == frame.opcode && read?.isFinal == frame.isFinal
                && read?.reservedBits == frame.reserved && read?.hasReservedBit1 == (frame.reserved & 4 != 0)
                && read?.isMasked == (frame.key != nil) && read?.mask?.bits == frame.key
                && read?.lengthForm == form && read?.length == length && read?.isLengthMinimal == minimal
                && read?.headerLength == wire.count
            if !isRight { wrong += 1 }
        }
        #expect(count == 256 * 4 * 23)
        #expect(wrong == 0)
    }

    @Test
    func `no header is read before its last byte is there`() {
        Self.forEachHeader { frame, _, _ in
            guard frame.opcode == .binary, frame.reserved == 0, frame.isFinal else { return }
            let wire = frame.header
            for count in 0..<wire.count {
                #expect(header(in: Array(wire.prefix(count))) == nil)
                #expect(header(in: [0xff] + wire.prefix(count), at: 1) == nil)
            }
            #expect(header(in: [0xff, 0xff] + wire + [0], at: 2)?.headerLength == wire.count)
        }
    }

    @Test
    func `a header is as long as its second byte says`() {
        for second in UInt8.min...UInt8.max {
            let expected = 2 + (second & 127 == 126 ? 2 : second & 127 == 127 ? 8 : 0) + (second > 127 ? 4 : 0)
            #expect(FrameHeader.size(second: second) == expected)
        }
    }

    @Test
    func `the key of an unmasked header counts for nothing`() {
        let header = FrameHeader(first: 0x81, second: 5, length: 5, key: 77)
        #expect(header.mask == nil)
        #expect(header == FrameHeader(first: 0x81, second: 5, length: 5, key: 0))
        #expect(FrameHeader(first: 0x81, second: 0x85, length: 5, key: 77).mask == MaskingKey(bits: 77))
    }
}
