import ByteStreams
import WebSocketWire

/// A frame as a side sends it, lawful unless it is told otherwise (RFC 6455 section 5.2).
struct OutgoingFrame: Sendable, Equatable {
    /// How the payload is masked.
    enum Masking: Sendable, Equatable {
        /// As the law is: a client masks with a key that nobody can predict, a server does not.
        case lawful
        /// The other way round.
        case reversed
        /// With this key.
        case key(UInt32)
    }

    var opcode: Opcode
    var payload: [UInt8]
    var isFinal = true
    /// RSV1, RSV2 and RSV3 as 4, 2 and 1.
    var reservedBits: UInt8 = 0
    var masking = Masking.lawful
    /// The form in which the length is written at least.
    var lengthForm = FrameHeader.LengthForm.seven

    init(_ opcode: Opcode, _ payload: [UInt8], isFinal: Bool = true) {
        self.opcode = opcode
        self.payload = payload
        self.isFinal = isFinal
    }

    /// Adds the frame to `bytes` as a side says it.
    func write(from direction: Direction, _ chance: inout Chance, to bytes: inout [UInt8]) {
        bytes.append((isFinal ? 0x80 : 0) | (reservedBits & 7) << 4 | opcode.rawValue)
        let key = key(from: direction, &chance)
        let mask: UInt8 = key == nil ? 0 : 0x80
        let count = UInt64(payload.count)
        if count >= 65_536 || lengthForm == .sixtyFour {
            bytes.append(mask | 127)
            Self.append(count, bytes: 8, to: &bytes)
        } else if count >= 126 || lengthForm == .sixteen {
            bytes.append(mask | 126)
            Self.append(count, bytes: 2, to: &bytes)
        } else {
            bytes.append(mask | UInt8(truncatingIfNeeded: count))
        }
        guard let key else {
            bytes += payload
            return
        }
        Self.append(UInt64(key), bytes: 4, to: &bytes)
        bytes.reserveCapacity(bytes.count + payload.count)
        for (index, byte) in payload.enumerated() {
            bytes.append(byte ^ UInt8(truncatingIfNeeded: key >> UInt32(24 - 8 * (index & 3))))
        }
    }

    private func key(from direction: Direction, _ chance: inout Chance) -> UInt32? {
        switch masking {
        case .key(let key): key
        case .lawful where direction == .fromServer, .reversed where direction == .fromClient: nil
        case .lawful, .reversed: UInt32(truncatingIfNeeded: chance.bits()) | 1
        }
    }

    private static func append(_ value: UInt64, bytes count: Int, to bytes: inout [UInt8]) {
        for index in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }
}
