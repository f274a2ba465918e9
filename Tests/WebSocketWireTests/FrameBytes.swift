import TestKit

@testable import WebSocketWire

/// A frame as it stands on the wire, with every bit of its header at will.
struct FrameBytes {
    var opcode = Opcode.text
    var isFinal = true
    /// RSV1, RSV2 and RSV3 as 4, 2 and 1.
    var reserved: UInt8 = 0
    /// The masking key; nil leaves the MASK bit clear.
    var key: UInt32?
    /// How the length is written; nil is the shortest way.
    var form: FrameHeader.LengthForm?
    /// The length told, where it is not that of the payload.
    var toldLength: UInt64?
    var payload: [UInt8] = []

    /// The header's bytes.
    var header: [UInt8] {
        let length = toldLength ?? UInt64(payload.count)
        let form = self.form ?? (length < 126 ? .seven : length < 65_536 ? .sixteen : .sixtyFour)
        var bytes = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode.rawValue]
        let mask: UInt8 = key == nil ? 0 : 0x80
        switch form {
        case .seven: bytes.append(mask | UInt8(truncatingIfNeeded: length))
        case .sixteen: bytes += [mask | 126] + Self.bigEndian(UInt16(truncatingIfNeeded: length))
        case .sixtyFour: bytes += [mask | 127] + Self.bigEndian(length)
        }
        return bytes + (key.map { Self.bigEndian($0) } ?? [])
    }

    /// The frame's bytes.
    var wire: [UInt8] { header + masked(payload) }

    private func masked(_ bytes: [UInt8]) -> [UInt8] {
        guard let key else { return bytes }
        let octets = Self.bigEndian(key)
        return bytes.enumerated().map { $0.element ^ octets[$0.offset % 4] }
    }

    /// An integer's bytes, the most significant first.
    static func bigEndian<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}

extension Array where Element == UInt8 {
    /// So many bytes that follow from a seed.
    static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}

/// A text frame of a server.
func text(_ text: String, final isFinal: Bool = true) -> FrameBytes {
    FrameBytes(isFinal: isFinal, payload: Array(text.utf8))
}

/// A continuation frame of a server.
func more(_ text: String, final isFinal: Bool = true) -> FrameBytes {
    FrameBytes(opcode: .continuation, isFinal: isFinal, payload: Array(text.utf8))
}

/// The header that stands at an offset of some bytes.
func header(in bytes: [UInt8], at offset: Int = 0) -> FrameHeader? {
    FrameHeader.read(bytes.span.bytes, at: offset)
}

extension Payload {
    /// Adds bytes as they are.
    mutating func add(_ bytes: [UInt8], isText: Bool) {
        add(bytes.span.bytes, isText: isText)
    }
}

extension PayloadBuffer {
    /// Adds bytes.
    mutating func append(_ bytes: [UInt8]) {
        append(bytes.span.bytes)
    }
}

extension UTF8Validator {
    /// Judges the next bytes.
    mutating func feed(_ bytes: [UInt8]) {
        feed(bytes.span.bytes)
    }
}
