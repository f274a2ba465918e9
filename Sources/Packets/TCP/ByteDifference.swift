import ByteStreams

/// Where two copies of the same bytes differ.
struct ByteDifference: Equatable {
    /// Offset of the first byte that differs.
    var first: Int
    /// How many bytes differ.
    var count: Int

    /// Compares two copies over their common length; nil where they agree.
    init?(_ left: RawSpan, _ right: RawSpan) {
        let length = min(left.byteCount, right.byteCount)
        var start = 0
        while start + 8 <= length, left.bigEndian64(at: start) == right.bigEndian64(at: start) {
            start += 8
        }
        var first = length
        var count = 0
        for offset in start..<length where left.byte(at: offset) != right.byte(at: offset) {
            first = min(first, offset)
            count += 1
        }
        guard count > 0 else { return nil }
        self.first = first
        self.count = count
    }

    /// The same difference, counted from `offset` bytes earlier.
    func shifted(by offset: Int) -> ByteDifference {
        var shifted = self
        shifted.first += offset
        return shifted
    }

    /// Both differences as one.
    static func joined(_ left: ByteDifference?, _ right: ByteDifference?) -> ByteDifference? {
        guard var joined = left else { return right }
        guard let right else { return left }
        joined.first = min(joined.first, right.first)
        joined.count += right.count
        return joined
    }
}
