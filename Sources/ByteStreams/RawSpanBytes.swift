/// Integers in network and file order, read from bytes that need no alignment. An offset outside the span is a broken
/// promise of the caller and stops the program: parsers check lengths first.
extension RawSpan {
    /// The byte at `offset`.
    @inlinable
    package func byte(at offset: Int) -> UInt8 {
        unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
    }

    /// Two bytes at `offset`, most significant first.
    @inlinable
    package func bigEndian16(at offset: Int) -> UInt16 {
        unsafe UInt16(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    /// Four bytes at `offset`, most significant first.
    @inlinable
    package func bigEndian32(at offset: Int) -> UInt32 {
        unsafe UInt32(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// Eight bytes at `offset`, most significant first.
    @inlinable
    package func bigEndian64(at offset: Int) -> UInt64 {
        unsafe UInt64(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Two bytes at `offset`, least significant first.
    @inlinable
    package func littleEndian16(at offset: Int) -> UInt16 {
        unsafe UInt16(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    /// Four bytes at `offset`, least significant first.
    @inlinable
    package func littleEndian32(at offset: Int) -> UInt32 {
        unsafe UInt32(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// The bytes as an array, copied.
    package var copied: [UInt8] {
        unsafe withUnsafeBytes { unsafe Array($0) }
    }
}
