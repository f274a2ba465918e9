import ByteStreams

/// The order in which a savefile, or one section of it, writes its integers.
enum ByteOrder: Sendable, Hashable {
    /// Least significant byte first.
    case little
    /// Most significant byte first.
    case big
}

extension RawSpan {
    /// Two bytes at `offset`.
    @inline(__always)
    func word16(at offset: Int, _ order: ByteOrder) -> UInt16 {
        let bits = littleEndian16(at: offset)
        return order == .little ? bits : bits.byteSwapped
    }

    /// Four bytes at `offset`.
    @inline(__always)
    func word32(at offset: Int, _ order: ByteOrder) -> UInt32 {
        let bits = littleEndian32(at: offset)
        return order == .little ? bits : bits.byteSwapped
    }

    /// Eight bytes at `offset`.
    func word64(at offset: Int, _ order: ByteOrder) -> UInt64 {
        let bits = bigEndian64(at: offset)
        return order == .big ? bits : bits.byteSwapped
    }
}
