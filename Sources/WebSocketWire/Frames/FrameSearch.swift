/// Looks for a frame border in a direction whose place is lost, or whose beginning was not seen.
///
/// Every offset whose bytes could be a header is a candidate; each further header that stands where the one before ends
/// adds evidence. The candidate that first has enough of it wins, whatever way the bytes are cut into feeds.
package struct FrameSearch: Sendable {
    /// A frame border that is likely enough.
    package struct Border: Sendable, Hashable {
        /// Its offset in the window.
        package let offset: Int
        /// The evidence for it, in bits.
        package let evidence: Double
        /// Whether its frames are masked.
        package let isMasked: Bool

        /// The highest probability that can be told.
        var ceiling = 0.99

        /// The probability that it is one.
        package var confidence: Double {
            let odds = 1 - 1 / (1 + FrameSearch.power(of: evidence - 10))
            return min(ceiling, (odds * 100).rounded() / 100)
        }
    }

    private struct Candidate {
        let start: Int
        let isMasked: Bool
        /// Where its next header is expected.
        var border: Int
        var evidence: Double
        var fragment: FrameEvidence.Fragment
        /// Where the last header ended that gave evidence.
        var reached: Int
        /// The evidence for its first header alone.
        var first = 0.0
        /// Its headers that gave no evidence.
        var idle = 0
        /// How many bytes the window holds once its next header can be judged.
        var due = 0
    }

    /// Evidence that decides at once.
    private static let enough = 20.0
    /// Evidence that decides where nothing more comes.
    private static let fair = 18.0
    /// The same for the very first offset.
    private static let fairAtStart = 12.0
    /// Bytes among which hardly any pass for a border by chance.
    private static let chanceless = 2_048
    /// How many headers of a candidate may give no evidence. Zeros are nothing but empty fragments, and every one of
    /// them would be followed to the window's end.
    private static let mostIdle = 4
    /// What a candidate has whose last frame ends where the bytes end.
    private static let endBonus = 8.0
    /// The evidence that proves a candidate's first header by itself. Without it, a false header whose length happens to
    /// end where a true frame begins is as good as a true one; one in twenty is.
    private static let proof = 12.0
    /// What the very first offset has before any header: writes mostly begin with a frame.
    private static let startBonus = 9.0

    private let masking: Masking?
    private let reservedBit1: Bool
    /// Evidence that candidates have from elsewhere: the other direction is known, or the user said so.
    package var trust: Double
    /// The bytes among which the border is looked for.
    package private(set) var window: [UInt8] = []
    /// Bytes that left the window at its front, undecided.
    package private(set) var discarded = 0
    private var candidates: [Candidate] = []
    private var nextStart = 0
    /// The least `due` of all candidates: until the window holds so many bytes, none of them changes.
    private var nextDue = Int.max

    /// A search among frames that are `masking` (nil: either), where RSV1 may be set or not.
    package init(masking: Masking?, reservedBit1: Bool, trust: Double = 0) {
        self.masking = masking
        self.reservedBit1 = reservedBit1
        self.trust = trust
    }

    /// How many bytes the window still takes; it is `slide`d when that is none.
    package var room: Int { Limits.searchWindow - window.count }

    /// Adds bytes, no more than there is `room` for, and says where the border is once that is likely enough.
    package mutating func feed(_ bytes: RawSpan) -> Border? {
        unsafe bytes.withUnsafeBytes { unsafe window.append(contentsOf: $0) }
        let isDue = window.count >= nextDue
        if isDue {
            candidates = candidates.compactMap { $0.due > window.count ? $0 : advanced($0) }
            nextDue = candidates.lazy.map(\.due).min() ?? .max
        }
        let isDecided = addStarts()
        return isDue || isDecided ? best() : nil
    }

    /// The evidence that a candidate needs. Every doubling of the bytes before it doubles how many of them pass for a
    /// border by chance, from `chanceless` bytes on.
    private func needed(_ threshold: Double, at start: Int) -> Double {
        let doublings = Int.bitWidth - ((start + discarded) / Self.chanceless).leadingZeroBitCount
        return threshold - trust + Double(doublings)
    }

    /// The likeliest border, where nothing more comes or the window is full.
    package func finish() -> Border? {
        let likely = candidates.lazy.compactMap { candidate -> Candidate? in
            var candidate = candidate
            if candidate.border == self.window.count { candidate.evidence += Self.endBonus }
            let isStart = candidate.start + self.discarded == 0
            let threshold = self.needed(isStart ? Self.fairAtStart : Self.fair, at: candidate.start)
            return candidate.evidence >= threshold ? candidate : nil
        }
        return border(of: likely.min { ($1.evidence, $0.start) < ($0.evidence, $1.start) })
    }

    /// Forgets the older half of a full window.
    package mutating func slide() {
        let gone = window.count / 2
        window.removeFirst(gone)
        discarded += gone
        nextStart = max(0, nextStart - gone)
        candidates = candidates.compactMap { old in
            guard old.start >= gone else { return nil }
            return Candidate(
                start: old.start - gone, isMasked: old.isMasked, border: old.border - gone, evidence: old.evidence,
                fragment: old.fragment, reached: old.reached - gone, first: old.first, idle: old.idle,
                due: old.due == .max ? .max : old.due - gone)
        }
        nextDue = candidates.lazy.map(\.due).min() ?? .max
    }

    private func best() -> Border? {
        let likely = candidates.lazy.filter { $0.evidence >= self.needed(Self.enough, at: $0.start) }
        return border(of: likely.min { ($0.reached, $0.start) < ($1.reached, $1.start) })
    }

    private func border(of candidate: Candidate?) -> Border? {
        candidate.map {
            Border(
                offset: $0.start, evidence: $0.evidence + trust, isMasked: $0.isMasked,
                ceiling: $0.first >= Self.proof ? 0.99 : 0.95)
        }
    }

    /// Adds the candidates that begin in new bytes; says whether one of them has enough evidence already.
    private mutating func addStarts() -> Bool {
        var isDecided = false
        while nextStart + 2 <= window.count {
            let size = FrameHeader.size(second: window[nextStart + 1])
            guard nextStart + size <= window.count else { break }
            let isMasked = window[nextStart + 1] & 0x80 != 0
            let bonus = nextStart + discarded == 0 ? Self.startBonus : 0
            let fresh = Candidate(
                start: nextStart, isMasked: isMasked, border: nextStart, evidence: bonus, fragment: .unknown,
                reached: nextStart)
            nextStart += 1
            guard let candidate = advanced(fresh) else { continue }
            candidates.append(candidate)
            nextDue = min(nextDue, candidate.due)
            isDecided = isDecided || candidate.due == .max
        }
        return isDecided
    }

    /// The candidate with every header on its way that the window holds; nil where one of them is none.
    private func advanced(_ candidate: Candidate) -> Candidate? {
        var candidate = candidate
        let masking: Masking = candidate.isMasked ? .required : .forbidden
        if let wanted = self.masking, wanted != masking { return nil }
        while candidate.evidence < needed(Self.enough, at: candidate.start) || candidate.border == candidate.start {
            let border = candidate.border
            candidate.due = due(at: border)
            guard candidate.due <= window.count, let header = header(at: border) else { return candidate }
            guard
                let bits = FrameEvidence.bits(
                    of: header, masking: border == candidate.start ? self.masking : masking,
                    reservedBit1: reservedBit1, fragment: candidate.fragment)
            else { return nil }
            let gain = bits + textBits(of: header, at: border)
            if gain <= 0 { candidate.idle += 1 }
            guard candidate.idle <= Self.mostIdle else { return nil }
            candidate.evidence += gain
            if border == candidate.start { candidate.first = candidate.evidence }
            candidate.fragment = FrameEvidence.fragment(after: header, candidate.fragment)
            candidate.reached = border + header.headerLength + (isSampled(header) ? Self.textSample : 0)
            candidate.border = border + header.headerLength + Int(truncatingIfNeeded: header.length)
        }
        candidate.due = .max
        return candidate
    }

    /// How many bytes the window holds once the header at `border` can be judged, as far as is known now.
    private func due(at border: Int) -> Int {
        guard border + 2 <= window.count else { return border + 2 }
        let end = border + FrameHeader.size(second: window[border + 1])
        guard let header = header(at: border), isSampled(header) else { return end }
        return end + Self.textSample
    }

    private func header(at offset: Int) -> FrameHeader? {
        unsafe FrameHeader.read(window.span.bytes, at: offset)
    }

    /// How many payload bytes tell whether a masked text frame is one.
    private static let textSample = 8

    private func isSampled(_ header: FrameHeader) -> Bool {
        header.opcode == .text && !header.hasReservedBit1 && header.isMasked && header.length >= UInt64(Self.textSample)
    }

    /// Masked bytes that turn out to be text speak for their key. Text that is unmasked with other text gives ASCII
    /// too, but mostly control characters.
    private func textBits(of header: FrameHeader, at offset: Int) -> Double {
        guard isSampled(header), let key = header.mask else { return 0 }
        let start = offset + header.headerLength
        var plain = PayloadBuffer()
        unsafe plain.append(
            window.span.bytes.extracting(start..<start + Self.textSample), unmaskedBy: key, from: 0)
        var judge = UTF8Validator()
        judge.feed(plain.bytes)
        guard judge.isValidSoFar else { return -6 }
        let bytes = plain.bytes
        for index in 0..<bytes.byteCount {
            let byte = bytes.load(index, as: UInt8.self)
            if byte < 0x20, byte != 0x09, byte != 0x0a, byte != 0x0d { return 0 }
        }
        return 6
    }

    /// Two to the power of `exponent`, near enough for a probability.
    private static func power(of exponent: Double) -> Double {
        let whole = exponent.rounded(.down)
        let scale = Double(sign: .plus, exponent: Int(max(-60, min(60, whole))), significand: 1)
        return scale * (1 + (exponent - whole))
    }
}
