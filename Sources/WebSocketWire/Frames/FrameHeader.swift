/// A frame's header with every bit that was on the wire (RFC 6455 section 5.2).
package struct FrameHeader: Sendable, Hashable {
    /// How the payload length is written.
    package enum LengthForm: UInt8, Sendable, Hashable, CaseIterable {
        /// In the seven bits of the second byte.
        case seven
        /// 126, then two bytes.
        case sixteen
        /// 127, then eight bytes.
        case sixtyFour
    }

    /// FIN, RSV1 to RSV3 and opcode.
    package let first: UInt8
    /// MASK and the seven length bits.
    package let second: UInt8
    /// The payload's length in bytes, as told.
    package let length: UInt64
    private let key: UInt32

    /// A header by its two first bytes, its length and its key (ignored where the MASK bit is clear).
    @inlinable
    package init(first: UInt8, second: UInt8, length: UInt64, key: UInt32) {
        self.init(checked: first, second, length, second & 0x80 == 0 ? 0 : key)
    }

    @usableFromInline
    init(checked first: UInt8, _ second: UInt8, _ length: UInt64, _ key: UInt32) {
        self.first = first
        self.second = second
        self.length = length
        self.key = key
    }

    /// Whether this is a message's last frame.
    package var isFinal: Bool { first & 0x80 != 0 }
    /// RSV1, RSV2 and RSV3 as 4, 2 and 1.
    package var reservedBits: UInt8 { (first >> 4) & 0x7 }
    /// RSV1: a compressed message where permessage-deflate is agreed (RFC 7692 section 6).
    package var hasReservedBit1: Bool { first & 0x40 != 0 }
    /// What the frame carries.
    package var opcode: Opcode { Opcode(rawValue: first) }
    /// The MASK bit.
    package var isMasked: Bool { second & 0x80 != 0 }
    /// The masking key, where the MASK bit is set.
    package var mask: MaskingKey? { isMasked ? MaskingKey(bits: key) : nil }

    /// How the length is written.
    package var lengthForm: LengthForm {
        switch second & 0x7f {
        case 127: .sixtyFour
        case 126: .sixteen
        default: .seven
        }
    }

    /// Bytes of the header, 2 to 14.
    package var headerLength: Int { Self.size(second: second) }

    /// Whether a shorter form could have told the same length, which RFC 6455 section 5.2 forbids.
    package var isLengthMinimal: Bool {
        switch lengthForm {
        case .seven: true
        case .sixteen: length >= 126
        case .sixtyFour: length >= 65_536
        }
    }

    /// How many bytes a header takes whose second byte is `second`.
    static func size(second: UInt8) -> Int {
        let extended =
            switch second & 0x7f {
            case 127: 8
            case 126: 2
            default: 0
            }
        return 2 &+ extended &+ (second & 0x80 == 0 ? 0 : 4)
    }

    /// Reads the header that starts at `offset`, where enough bytes are there.
    package static func read(_ bytes: RawSpan, at offset: Int) -> FrameHeader? {
        let available = bytes.byteCount &- offset
        guard available >= 2 else { return nil }
        let first = bytes.load(offset, as: UInt8.self)
        let second = bytes.load(offset &+ 1, as: UInt8.self)
        guard available >= size(second: second) else { return nil }
        var at = offset &+ 2
        var length = UInt64(second & 0x7f)
        if length == 126 {
            length = UInt64(UInt16(bigEndian: bytes.load(at, as: UInt16.self)))
            at &+= 2
        } else if length == 127 {
            length = UInt64(bigEndian: bytes.load(at, as: UInt64.self))
            at &+= 8
        }
        let key = second & 0x80 == 0 ? 0 : UInt32(bigEndian: bytes.load(at, as: UInt32.self))
        return FrameHeader(checked: first, second, length, key)
    }
}

extension RawSpan {
    /// The integer at `offset`, which lies inside, as it stands in memory.
    @inline(__always)
    func load<Integer: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: Integer.Type) -> Integer {
        unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: type)
    }
}
