import ByteStreams

/// Reads the fields of a handshake message in turn; nothing where the bytes end too early.
struct HelloReader: ~Escapable {
    private let bytes: RawSpan
    private(set) var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) {
        self.bytes = bytes
    }

    /// Whether every byte was read.
    var isAtEnd: Bool { offset >= bytes.byteCount }

    @_lifetime(self: copy self)
    mutating func number8() -> Int? {
        guard bytes.byteCount - offset >= 1 else { return nil }
        defer { offset += 1 }
        return Int(bytes.byte(at: offset))
    }

    @_lifetime(self: copy self)
    mutating func number16() -> UInt16? {
        guard bytes.byteCount - offset >= 2 else { return nil }
        defer { offset += 2 }
        return bytes.bigEndian16(at: offset)
    }

    @_lifetime(self: copy self)
    mutating func number24() -> Int? {
        guard let high = number8(), let low = number16() else { return nil }
        return high << 16 | Int(low)
    }

    @_lifetime(self: copy self)
    mutating func random() -> TLSRandom? {
        guard let random = TLSRandom(bytes, at: offset) else { return nil }
        offset += TLSRandom.length
        return random
    }

    /// The next so many bytes.
    @_lifetime(self: copy self)
    @_lifetime(copy self)
    mutating func take(_ count: Int?) -> RawSpan? {
        guard let count, count >= 0, bytes.byteCount - offset >= count else { return nil }
        defer { offset += count }
        return bytes.extracting(offset..<offset + count)
    }
}
