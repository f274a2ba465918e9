/// One direction's permessage-deflate compression (RFC 7692 section 7.2.1): repetitions found by their first three
/// bytes, written with the fixed Huffman codes of RFC 1951.
struct DeflateEncoder: Sendable {
    private static let longest = 258
    private static let hashBits: UInt32 = 12

    private let keepsContext: Bool
    private let windowSize: Int
    /// What was said of late, the message at hand included; its first byte has the position `base`.
    private var said: [UInt8] = []
    private var base = 0
    /// Where three bytes with a hash were last seen.
    private var latest: [Int]

    /// An encoder that keeps its window between messages, or not, and looks back `2^windowBits` bytes at most.
    init(keepsContext: Bool, windowBits: Int = 15) {
        self.keepsContext = keepsContext
        windowSize = 1 << min(max(windowBits, 8), 15)
        latest = Array(repeating: -1, count: 1 << Int(Self.hashBits))
    }

    /// Bytes of memory that the window takes.
    var memory: Int { said.capacity }

    /// A message as it goes on the wire, without the four bytes that are left off at its end.
    mutating func compressed(_ message: [UInt8]) -> [UInt8] {
        guard !message.isEmpty else { return [0] }
        makeRoom()
        var at = said.count
        said += message
        var writer = BitWriter()
        writer.write(0b010, width: 3)
        while at < said.count {
            let match = match(at: at)
            remember(at)
            guard match.length >= 3 else {
                Self.write(literal: Int(said[at]), to: &writer)
                at += 1
                continue
            }
            Self.write(length: match.length, to: &writer)
            Self.write(distance: match.distance, to: &writer)
            for inner in at + 1..<at + match.length { remember(inner) }
            at += match.length
        }
        Self.write(literal: 256, to: &writer)
        // The empty stored block that ends the message on a byte border; its two lengths are left off.
        writer.write(0b000, width: 3)
        writer.align()
        return writer.bytes
    }

    /// Forgets what lies outside the window, now and then.
    private mutating func makeRoom() {
        let kept = keepsContext ? windowSize : 0
        guard said.count > kept * 2 else { return }
        let dropped = said.count - kept
        // A large message's memory is given back.
        said = Array(said[dropped...])
        base += dropped
    }

    private func hash(at index: Int) -> Int? {
        guard index + 2 < said.count else { return nil }
        let word = UInt32(said[index]) | UInt32(said[index + 1]) << 8 | UInt32(said[index + 2]) << 16
        return Int((word &* 0x9e37_79b1) >> (32 - Self.hashBits))
    }

    private mutating func remember(_ index: Int) {
        guard let hash = hash(at: index) else { return }
        latest[hash] = base + index
    }

    private func match(at index: Int) -> (length: Int, distance: Int) {
        guard let hash = hash(at: index) else { return (0, 0) }
        let earlier = latest[hash] - base
        guard earlier >= 0, earlier < index, index - earlier <= windowSize else { return (0, 0) }
        let limit = min(Self.longest, said.count - index)
        var length = 0
        while length < limit, said[earlier + length] == said[index + length] { length += 1 }
        return (length, index - earlier)
    }

    /// RFC 1951 section 3.2.6.
    private static func write(literal symbol: Int, to writer: inout BitWriter) {
        switch symbol {
        case ..<144: writer.write(code: 0x30 + symbol, width: 8)
        case ..<256: writer.write(code: 0x190 + symbol - 144, width: 9)
        case ..<280: writer.write(code: symbol - 256, width: 7)
        default: writer.write(code: 0xc0 + symbol - 280, width: 8)
        }
    }

    /// RFC 1951 section 3.2.5: codes come in fours, each four with one bit more than the four before.
    private static func write(length: Int, to writer: inout BitWriter) {
        guard length < longest else { return write(literal: 285, to: &writer) }
        let value = length - 3
        guard value >= 8 else { return write(literal: 257 + value, to: &writer) }
        let extra = Int.bitWidth - 1 - value.leadingZeroBitCount - 2
        write(literal: 257 + extra * 4 + value >> extra, to: &writer)
        writer.write(value, width: extra)
    }

    /// RFC 1951 section 3.2.5: codes come in twos.
    private static func write(distance: Int, to writer: inout BitWriter) {
        let value = distance - 1
        guard value >= 4 else { return writer.write(code: value, width: 5) }
        let extra = Int.bitWidth - 1 - value.leadingZeroBitCount - 1
        writer.write(code: extra * 2 + value >> extra, width: 5)
        writer.write(value, width: extra)
    }
}
