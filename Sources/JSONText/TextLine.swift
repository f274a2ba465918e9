/// A line of text that grows, made to be emptied and filled again.
package struct TextLine: TextTarget, Sendable {
    /// The text as UTF-8.
    package private(set) var bytes: [UInt8] = []

    /// An empty line.
    package init() {}

    /// The text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Empties it, and keeps its memory.
    package mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Adds text that the program itself says.
    package mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Adds text as it is.
    package mutating func write(text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Adds bytes as they are.
    package mutating func write(_ span: RawSpan) {
        unsafe span.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// Adds a number in decimal.
    package mutating func write(_ number: UInt64) {
        if number > 9 { write(number / 10) }
        bytes.append(UInt8(truncatingIfNeeded: 0x30 + number % 10))
    }

    /// Adds a number in decimal.
    package mutating func write(_ number: Int) {
        if number < 0 { write("-") }
        write(UInt64(number.magnitude))
    }
}
