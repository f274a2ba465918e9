import ByteStreams

/// The bytes that one direction holds back behind missing ones: segments sorted and apart from each other.
struct HeldSegments {
    /// What a segment costs beside its bytes, as counted against the limits.
    static let overhead = 96

    private struct Segment {
        let offset: Int
        var bytes: [UInt8]
        let time: Timestamp

        var end: Int { offset + bytes.count }
        var cost: Int { bytes.count + HeldSegments.overhead }
    }

    private var segments: [Segment] = []
    /// Segments before this one are taken already.
    private var first = 0
    /// Bytes held, and the overhead of each segment and of the whole.
    private(set) var cost = HeldSegments.overhead

    /// Stream offset of the first held byte; nil where none is held.
    var firstOffset: Int? {
        first < segments.count ? segments[first].offset : nil
    }

    /// When the first held byte came; nil where none is held.
    var firstTime: Timestamp? {
        first < segments.count ? segments[first].time : nil
    }

    /// Holds those bytes that are not held yet; tells how the others differ from the first copy, counted from the
    /// first of `bytes`.
    mutating func hold(_ bytes: RawSpan, at offset: Int, time: Timestamp) -> ByteDifference? {
        let end = offset + bytes.byteCount
        let lower = firstIndex(endingAfter: offset)
        guard lower < segments.count, segments[lower].offset < end else {
            let segment = Segment(offset: offset, bytes: bytes.copied, time: time)
            segments.insert(segment, at: lower)
            cost += segment.cost
            return nil
        }
        var merged: [Segment] = []
        var difference: ByteDifference?
        var covered = offset
        var upper = lower
        while upper < segments.count, segments[upper].offset < end {
            let known = segments[upper]
            if covered < known.offset {
                let fresh = bytes.extracting(covered - offset..<known.offset - offset)
                merged.append(Segment(offset: covered, bytes: fresh.copied, time: time))
            }
            let overlap = max(known.offset, offset)..<min(known.end, end)
            let copy = bytes.extracting(overlap.lowerBound - offset..<overlap.upperBound - offset)
            let range = overlap.lowerBound - known.offset..<overlap.upperBound - known.offset
            let found = unsafe ByteDifference(known.bytes.span.bytes.extracting(range), copy)
            difference = .joined(difference, found?.shifted(by: overlap.lowerBound - offset))
            merged.append(known)
            covered = known.end
            upper += 1
        }
        if covered < end {
            let fresh = bytes.extracting(covered - offset..<end - offset)
            merged.append(Segment(offset: covered, bytes: fresh.copied, time: time))
        }
        cost += merged.reduce(0) { $0 + $1.cost } - segments[lower..<upper].reduce(0) { $0 + $1.cost }
        segments.replaceSubrange(lower..<upper, with: merged)
        return difference
    }

    /// Takes the first held segment's bytes out; none where none are held.
    mutating func takeFirst() -> [UInt8] {
        guard first < segments.count else { return [] }
        cost -= segments[first].cost
        let bytes = segments[first].bytes
        segments[first].bytes = []
        first += 1
        if first * 2 > segments.count {
            segments.removeFirst(first)
            first = 0
        }
        return bytes
    }

    private func firstIndex(endingAfter offset: Int) -> Int {
        if let last = segments.last, last.end <= offset { return segments.count }
        var low = first
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].end > offset {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
