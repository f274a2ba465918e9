import WebSocketWire

/// Frame headers as bytes (RFC 6455 section 5.2).
enum FrameBytes {
    /// The bytes of a header, every bit as it was.
    static func of(_ header: FrameHeader) -> [UInt8] {
        var bytes = [header.first, header.second]
        switch header.lengthForm {
        case .seven: break
        case .sixteen: put(header.length, 2, &bytes)
        case .sixtyFour: put(header.length, 8, &bytes)
        }
        if let mask = header.mask { put(UInt64(mask.bits), 4, &bytes) }
        return bytes
    }

    /// A header like another, with another length in its shortest form and without RSV1.
    static func plain(_ header: FrameHeader, length: UInt64) -> FrameHeader {
        let form: UInt8 =
            switch length {
            case ..<126: UInt8(truncatingIfNeeded: length)
            case ..<65_536: 126
            default: 127
            }
        return FrameHeader(
            first: header.first & ~0x40, second: header.second & 0x80 | form, length: length,
            key: header.mask?.bits ?? 0)
    }

    /// The header of a message of which no frame is known: one frame, and a client's is masked with zeros.
    static func invented(_ opcode: Opcode, isMasked: Bool) -> FrameHeader {
        FrameHeader(first: 0x80 | opcode.rawValue, second: isMasked ? 0x80 : 0, length: 0, key: 0)
    }

    private static func put(_ value: UInt64, _ count: Int, _ bytes: inout [UInt8]) {
        for index in 0..<count {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 &* (count &- 1 &- index))))
        }
    }
}
