import CPCRE2
import Glibc

/// What is asked of text, or of several texts: whether any is as wanted, or whether none is.
struct TextTest {
    /// What text is wanted.
    enum Wanted {
        case anything
        case equal([UInt8])
        case ordered(Comparison, [UInt8])
        case containing([UInt8])
        /// Nil where memory was too short for the pattern: then nothing matches.
        case matching(Pattern?)
        case among([ClosedRange<Bytes>])
    }

    /// Bytes in the order of their values.
    struct Bytes: Comparable {
        let bytes: [UInt8]

        static func < (left: Bytes, right: Bytes) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
    }

    let wanted: Wanted
    /// Whether none of the field's texts may be wanted, of which there must be one at least.
    let isInverted: Bool

    init(_ test: Test, of kind: Field.Kind) {
        var isInverted = false
        switch test {
        case .bare: wanted = .anything
        case .compare(.equal, let literal): wanted = .equal(literal.textBytes)
        case .compare(.notEqual, let literal):
            wanted = .equal(literal.textBytes)
            isInverted = true
        case .compare(let comparison, let literal): wanted = .ordered(comparison, literal.textBytes)
        case .contains(let bytes): wanted = .containing(bytes)
        case .matches(let pattern): wanted = .matching(Pattern(pattern, of: kind))
        case .among(let choices): wanted = .among(choices.compactMap(Self.range))
        }
        self.isInverted = isInverted
    }

    private static func range(_ choice: Test.Choice) -> ClosedRange<Bytes>? {
        switch choice {
        case .one(.bytes(let bytes)): return Bytes(bytes: bytes)...Bytes(bytes: bytes)
        case .range(.bytes(let low), .bytes(let high)):
            let (low, high) = (Bytes(bytes: low), Bytes(bytes: high))
            return low <= high ? low...high : nil
        case .one, .range: return nil
        }
    }

    /// Whether a text is wanted. Matches that reach a limit are counted.
    func isWanted(_ bytes: RawSpan, _ limitsReached: inout Int) -> Bool {
        switch wanted {
        case .anything: return true
        case .equal(let other): return bytes.order(to: other) == 0
        case .ordered(let comparison, let other):
            let order = bytes.order(to: other)
            switch comparison {
            case .equal: return order == 0
            case .notEqual: return order != 0
            case .less: return order < 0
            case .lessOrEqual: return order <= 0
            case .greater: return order > 0
            case .greaterOrEqual: return order >= 0
            }
        case .containing(let needle): return bytes.contains(needle)
        case .matching(let pattern):
            guard let outcome = pattern?.search(bytes) else { return false }
            if outcome == .limitReached { limitsReached &+= 1 }
            return outcome == .match
        case .among(let ranges):
            return ranges.contains { range in
                bytes.order(to: range.lowerBound.bytes) >= 0 && bytes.order(to: range.upperBound.bytes) <= 0
            }
        }
    }

    /// The answer for a field with this text alone.
    func holds(_ bytes: RawSpan, _ limitsReached: inout Int) -> Bool {
        isWanted(bytes, &limitsReached) != isInverted
    }

    /// The answer for a field with several texts, or none.
    func holds(any texts: some Sequence<String>, _ limitsReached: inout Int) -> Bool {
        var isPresent = false
        for text in texts {
            if unsafe isWanted(text.utf8Span.span.bytes, &limitsReached) { return !isInverted }
            isPresent = true
        }
        return isPresent && isInverted
    }
}

extension Literal {
    /// The bytes of a text; none for another value.
    var textBytes: [UInt8] {
        guard case .bytes(let bytes) = self else { return [] }
        return bytes
    }
}

extension RawSpan {
    /// Negative, 0 or positive, as these bytes stand before others, are the same, or stand behind them.
    func order(to other: [UInt8]) -> Int {
        let count = min(byteCount, other.count)
        let order = unsafe withUnsafeBytes { left in
            unsafe other.withUnsafeBytes { right in
                guard count > 0, let left = left.baseAddress, let right = right.baseAddress else { return 0 }
                return unsafe Int(memcmp(left, right, count))
            }
        }
        return order != 0 ? order : byteCount - other.count
    }

    /// Whether others are somewhere in these bytes.
    func contains(_ needle: [UInt8]) -> Bool {
        guard !needle.isEmpty else { return true }
        guard needle.count <= byteCount else { return false }
        return unsafe withUnsafeBytes { bytes in
            unsafe needle.withUnsafeBytes { needle in
                guard let start = bytes.baseAddress, let wanted = needle.baseAddress else { return false }
                return unsafe memmem(start, bytes.count, wanted, needle.count) != nil
            }
        }
    }
}
