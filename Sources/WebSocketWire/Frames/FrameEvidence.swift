/// How much a header speaks for being one, in bits: the logarithm of how much likelier its bytes are in WebSocket
/// traffic than among random bytes.
enum FrameEvidence {
    /// What the frames before leave open.
    enum Fragment: Sendable {
        case unknown, between, inside
    }

    /// The evidence that `header` gives; nil where no peer that keeps to RFC 6455 sends it.
    static func bits(of header: FrameHeader, masking: Masking?, reservedBit1: Bool, fragment: Fragment) -> Double? {
        guard isPlausible(header, masking: masking, reservedBit1: reservedBit1, fragment: fragment) else { return nil }
        var bits: Double
        switch (header.opcode, header.isFinal) {
        case (.text, true), (.binary, true): bits = 6.5
        case (.text, false), (.binary, false): bits = header.hasReservedBit1 ? 1 : 2.5
        case (.continuation, _): bits = fragment == .inside ? 6 : 1
        default: bits = 4
        }
        if masking != nil { bits += 1 }
        switch header.lengthForm {
        case .seven:
            if header.length == 0, !header.opcode.isControl {
                // Two zero bytes make one; a run of zeros would be an endless chain of them.
                if header.opcode == .continuation, !header.isFinal { return nil }
                bits = min(bits, header.isFinal ? 2 : 0)
            }
        case .sixteen: bits += 5
        case .sixtyFour: bits += 12
        }
        return bits
    }

    private static func isPlausible(
        _ header: FrameHeader, masking: Masking?, reservedBit1: Bool, fragment: Fragment
    ) -> Bool {
        let opcode = header.opcode
        guard !opcode.isReserved, header.reservedBits & 3 == 0, header.isLengthMinimal, header.length < 1 << 40
        else { return false }
        if let masking, header.isMasked != (masking == .required) { return false }
        if opcode.isControl {
            let isWhole = header.isFinal && header.reservedBits == 0 && header.length <= 125
            return isWhole && !(opcode == .close && header.length == 1)
        }
        if header.hasReservedBit1, !reservedBit1 || opcode == .continuation { return false }
        switch fragment {
        case .unknown: return true
        case .between: return opcode != .continuation
        case .inside: return opcode == .continuation
        }
    }

    /// What the frames leave open behind `header`.
    static func fragment(after header: FrameHeader, _ fragment: Fragment) -> Fragment {
        if header.opcode.isControl { return fragment }
        return header.isFinal ? .between : .inside
    }
}
