import ByteStreams

/// The 32 random bytes of a hello, by which a key log knows a connection.
package struct TLSRandom: Sendable, Hashable, CustomStringConvertible {
    /// How many bytes there are.
    package static let length = 32

    private let parts: [4 of UInt64]

    /// Reads the random at an offset, where its bytes are there.
    init?(_ bytes: RawSpan, at offset: Int) {
        guard offset >= 0, bytes.byteCount - offset >= Self.length else { return nil }
        parts = [
            bytes.bigEndian64(at: offset), bytes.bigEndian64(at: offset + 8), bytes.bigEndian64(at: offset + 16),
            bytes.bigEndian64(at: offset + 24),
        ]
    }

    /// The random with these bytes, where there are 32.
    package init?(_ bytes: [UInt8]) {
        unsafe self.init(bytes.span.bytes, at: 0)
    }

    /// Its bytes.
    package var bytes: [UInt8] {
        (0..<Self.length).map { index in
            UInt8(truncatingIfNeeded: parts[index / 8] >> UInt64(56 - 8 * (index % 8)))
        }
    }

    /// Whether all bytes are the same.
    package static func == (left: TLSRandom, right: TLSRandom) -> Bool {
        left.parts[0] == right.parts[0] && left.parts[1] == right.parts[1] && left.parts[2] == right.parts[2]
            && left.parts[3] == right.parts[3]
    }

    /// Its bytes are random already: the first are enough.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(parts[0])
        hasher.combine(parts[1])
    }

    /// The bytes in hexadecimal digits.
    package var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
