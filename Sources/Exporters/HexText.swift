package import JSONText

/// Bytes for people: two hexadecimal digits each.
package enum HexText {
    /// Writes up to `limit` bytes, and how many more there are.
    package static func write(_ bytes: RawSpan, limit: Int, to output: inout TextOutput) {
        let shown = min(max(0, limit), bytes.byteCount)
        for index in 0..<shown {
            if index > 0 { output.write(byte: 0x20) }
            let byte = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt8.self)
            output.write(byte: digit(byte >> 4))
            output.write(byte: digit(byte & 0xf))
        }
        if shown < bytes.byteCount {
            output.write(text: " … \(bytes.byteCount - shown) more")
        }
    }

    /// The digit of a value below 16.
    static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x57 + value
    }
}
