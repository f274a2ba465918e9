import WebSocketWire

/// A field of a frame's header (RFC 6455 section 5.2).
struct HeaderField: Sendable, Hashable {
    /// Its name.
    let name: String
    /// The header's bytes that it stands in.
    let bytes: Range<Int>
    /// Its bits in the first of them.
    let bits: UInt8
    /// What it says.
    let words: String
}

extension FrameHeader {
    /// The header as it was on the wire.
    var wireBytes: [UInt8] {
        var bytes = [first, second]
        let count = lengthForm == .seven ? 0 : lengthForm == .sixteen ? 2 : 8
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: length >> UInt64(8 * (count - 1 - index)))) }
        if let mask {
            for index in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: mask.bits >> UInt32(24 - 8 * index))) }
        }
        return bytes
    }

    /// Its fields in their order.
    var fields: [HeaderField] {
        let reserved = reservedBits
        var fields = [
            HeaderField(
                name: "FIN", bytes: 0..<1, bits: 0x80,
                words: isFinal ? "last frame of its message" : "more frames follow"),
            HeaderField(
                name: "RSV1", bytes: 0..<1, bits: 0x40, words: reserved & 4 == 0 ? "" : "compressed (RFC 7692)"),
            HeaderField(name: "RSV2", bytes: 0..<1, bits: 0x20, words: reserved & 2 == 0 ? "" : "without a meaning"),
            HeaderField(name: "RSV3", bytes: 0..<1, bits: 0x10, words: reserved & 1 == 0 ? "" : "without a meaning"),
            HeaderField(
                name: "opcode", bytes: 0..<1, bits: 0x0f,
                words: "\(opcode.rawValue) \(opcode)\(opcode.isReserved ? " reserved" : "")"),
            HeaderField(
                name: "MASK", bytes: 1..<2, bits: 0x80, words: isMasked ? "masked" : "not masked"),
        ]
        let short = second & 0x7f
        let seven =
            switch lengthForm {
            case .seven: CountWords.long(length)
            case .sixteen: "\(short): in the next 2 bytes"
            case .sixtyFour: "\(short): in the next 8 bytes"
            }
        fields.append(HeaderField(name: "length", bytes: 1..<2, bits: 0x7f, words: seven))
        let extended = lengthForm == .seven ? 0 : lengthForm == .sixteen ? 2 : 8
        if extended > 0 {
            let words = CountWords.long(length) + (isLengthMinimal ? "" : ", longer than needed")
            fields.append(HeaderField(name: "length", bytes: 2..<2 + extended, bits: 0xff, words: words))
        }
        if isMasked {
            let start = 2 + extended
            fields.append(HeaderField(name: "mask key", bytes: start..<start + 4, bits: 0xff, words: ""))
        }
        return fields
    }
}
