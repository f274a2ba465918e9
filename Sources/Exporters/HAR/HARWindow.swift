import ByteStreams

/// A stretch of a file, which is looked at piece by piece.
struct HARWindow {
    /// The longest value that is read, in bytes.
    let limit: Int
    private(set) var bytes: [UInt8] = []
    /// Where in the file the stretch begins.
    private(set) var start = 0
    /// Whether the file ends where the stretch ends.
    private(set) var isLast = false
    private var wanted = 0

    /// A window at the beginning of a file.
    init(limit: Int) { self.limit = limit }

    /// Where in the file the stretch ends.
    var end: Int { start + bytes.count }

    /// Whether enough is there to look again.
    var isReady: Bool { isLast || bytes.count >= wanted }

    /// Adds what follows in the file.
    mutating func append(_ span: RawSpan) {
        unsafe span.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// Nothing follows in the file.
    mutating func close() { isLast = true }

    /// Hands the bytes out, for as long as they are read.
    mutating func takeBytes() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// Takes the bytes back in.
    mutating func giveBack(_ bytes: consuming [UInt8]) { self.bytes = bytes }

    /// The first `count` bytes were read, and the value behind them is cut: asks for the more of it, the longer it is
    /// already, so that a long value is not looked at again for each piece of it.
    mutating func needMore(behind count: Int) {
        let count = min(max(0, count), bytes.count)
        bytes.removeSubrange(..<count)
        start += count
        wanted = min(bytes.count * 2, limit)
    }

    /// Goes to another place in the file; what is there of it stays.
    mutating func move(to place: Int) {
        wanted = 0
        if place >= start, place <= end {
            bytes.removeSubrange(..<(place - start))
        } else {
            bytes.removeAll(keepingCapacity: true)
            isLast = false
        }
        start = place
    }
}
