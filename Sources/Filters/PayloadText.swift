/// A text that is looked for in payloads, whatever the case of its ASCII letters.
struct PayloadText {
    /// What is looked for, in lower case.
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes.map { Self.lowercased($0) }
    }

    /// Whether the text is in a payload. An empty one is in every payload.
    func isIn(_ payload: RawSpan) -> Bool {
        guard let first = bytes.first else { return true }
        guard payload.byteCount >= bytes.count else { return false }
        for start in 0...payload.byteCount - bytes.count
        where Self.lowercased(Self.byte(start, of: payload)) == first && isAt(start, of: payload) {
            return true
        }
        return false
    }

    private func isAt(_ start: Int, of payload: RawSpan) -> Bool {
        for index in 1..<max(1, bytes.count)
        where Self.lowercased(Self.byte(start + index, of: payload)) != bytes[index] {
            return false
        }
        return true
    }

    @inline(__always)
    private static func byte(_ index: Int, of payload: RawSpan) -> UInt8 {
        unsafe payload.unsafeLoad(fromByteOffset: index, as: UInt8.self)
    }

    @inline(__always)
    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
}
