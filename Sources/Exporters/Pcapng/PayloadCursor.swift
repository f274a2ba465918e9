import WebSocketWire

/// Walks through a payload: the bytes that are kept, and those that are missing between and behind them.
struct PayloadCursor {
    /// A stretch of the payload.
    enum Extent: Equatable {
        /// Bytes, by their place among the kept ones.
        case bytes(Range<Int>)
        /// So many bytes are missing.
        case missing(UInt64)
    }

    /// Bytes of the payload, the missing ones included.
    let total: UInt64
    /// Bytes passed.
    private(set) var position: UInt64 = 0
    private let holes: [Hole]
    private let kept: Int
    private var nextKept = 0
    private var nextHole = 0

    /// A cursor at the beginning of a payload with holes of which the first `kept` bytes that are not in them are known.
    init(total: UInt64, holes: [Hole], kept: Int) {
        self.total = total
        self.holes = holes
        self.kept = kept
    }

    /// The next stretch up to an offset in the payload; nil where that is reached.
    mutating func next(upTo end: UInt64) -> Extent? {
        let end = min(end, total)
        guard position < end else { return nil }
        var border = end
        while nextHole < holes.count {
            let hole = holes[nextHole]
            let (sum, overflow) = hole.offset.addingReportingOverflow(hole.length)
            let holeEnd = overflow ? .max : sum
            if position >= holeEnd {
                nextHole += 1
            } else if position >= hole.offset {
                return missing(upTo: min(end, holeEnd))
            } else {
                border = min(end, hole.offset)
                break
            }
        }
        guard nextKept < kept else { return missing(upTo: border) }
        let count = Int(clamping: min(border - position, UInt64(kept - nextKept)))
        let start = nextKept
        nextKept += count
        position += UInt64(count)
        return .bytes(start..<nextKept)
    }

    private mutating func missing(upTo end: UInt64) -> Extent {
        let count = end - position
        position = end
        return .missing(count)
    }

    /// Passes over everything up to an offset.
    mutating func pass(upTo end: UInt64) {
        while next(upTo: end) != nil {}
    }
}
