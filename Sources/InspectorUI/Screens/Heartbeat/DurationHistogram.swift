/// Durations, counted by how long they are, to a four-thousandth of their length: what it holds does not grow with how many there
/// are, and a share of them is found at once.
struct DurationHistogram: Sendable {
    /// Durations of which the longest are twice as long as the shortest.
    private struct Octave: Sendable {
        var count = 0
        var cells = [UInt32](repeating: 0, count: DurationHistogram.cells)
    }

    /// The binary logarithm of the cells of an octave.
    private static let bits = 11
    private static let cells = 1 << bits

    private var octaves: [Octave?] = []
    /// How many were counted.
    private(set) var count = 0
    /// The shortest and the longest one, in nanoseconds; nil where there is none.
    private(set) var shortest: Int64?, longest: Int64?

    /// Counts a duration in nanoseconds; negative ones count as nothing.
    mutating func add(_ duration: Int64) {
        let duration = max(0, duration)
        let (octave, cell) = Self.place(of: UInt64(duration))
        while octaves.count <= octave { octaves.append(nil) }
        var counted = octaves[octave] ?? Octave()
        octaves[octave] = nil
        counted.count += 1
        counted.cells[cell] &+= 1
        octaves[octave] = counted
        count += 1
        shortest = min(shortest ?? duration, duration)
        longest = max(longest ?? duration, duration)
    }

    /// The duration below which a share of them lies, from 0 to 1; nil where there is none.
    func quantile(_ share: Double) -> Int64? {
        guard let shortest, let longest else { return nil }
        var left = min(count - 1, max(0, Int(Double(count) * share)))
        if left == count - 1 { return longest }
        for (number, octave) in octaves.enumerated() {
            guard let octave else { continue }
            guard left >= octave.count else {
                for (cell, held) in octave.cells.enumerated() {
                    guard left >= Int(held) else {
                        return min(longest, max(shortest, Self.middle(number, cell)))
                    }
                    left -= Int(held)
                }
                return longest
            }
            left -= octave.count
        }
        return longest
    }

    /// The one in the middle.
    var median: Int64? { quantile(0.5) }

    /// Shows each cell in which there is something to `body`: its duration, and how many are in it.
    func forEach(_ body: (_ duration: Int64, _ count: Int) -> Void) {
        for (number, octave) in octaves.enumerated() {
            guard let octave else { continue }
            for (cell, count) in octave.cells.enumerated() where count > 0 {
                body(Self.middle(number, cell), Int(count))
            }
        }
    }

    /// Where a duration is counted: the first octave holds those that are exact.
    private static func place(of duration: UInt64) -> (octave: Int, cell: Int) {
        let length = UInt64.bitWidth - duration.leadingZeroBitCount
        guard length > bits else { return (0, Int(duration)) }
        return (length - bits, Int(duration >> UInt64(length - bits - 1)) & (cells - 1))
    }

    /// The duration in the middle of a cell.
    private static func middle(_ octave: Int, _ cell: Int) -> Int64 {
        guard octave > 0 else { return Int64(cell) }
        let width = UInt64(1) << UInt64(octave - 1)
        return Int64(clamping: UInt64(cells + cell) &* width &+ width / 2)
    }
}
