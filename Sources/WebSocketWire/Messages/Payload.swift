/// A stretch of a payload that is not there.
package struct Hole: Sendable, Hashable {
    /// Offset of its first byte in the whole payload.
    package let offset: UInt64
    /// Its length in bytes.
    package let length: UInt64

    /// A stretch by its place.
    package init(offset: UInt64, length: UInt64) {
        self.offset = offset
        self.length = length
    }
}

/// A message's payload as it grows: what is kept of it, how long it really is, and what of it is missing.
package struct Payload: ~Copyable {
    /// The first bytes, holes left out, up to the cap.
    package private(set) var kept = PayloadBuffer()
    /// Bytes of the whole payload so far, holes and what was not kept included.
    package private(set) var length: UInt64 = 0
    /// How many bytes are kept at most.
    package private(set) var cap: Int
    /// Whether bytes that were seen are not kept.
    package private(set) var isCapped = false
    /// Stretches that are missing, in order, none of them touching; the first `Limits.holes` of them.
    package private(set) var holes: [Hole] = []
    /// Whether there are more holes than are told; nothing is kept from then on.
    package private(set) var isRiddled = false
    private var text = UTF8Validator()

    /// An empty payload that keeps at most `cap` bytes.
    package init(cap: Int) {
        self.cap = cap
    }

    /// Starts over, keeping memory for the next payload where it is small.
    package mutating func clear(cap: Int) {
        kept.clear(keeping: Limits.reusedPayload)
        length = 0
        self.cap = cap
        isCapped = false
        if !holes.isEmpty { holes = [] }
        isRiddled = false
        text = UTF8Validator()
    }

    /// How many bytes of memory the payload takes.
    package var memory: Int { kept.capacity }

    /// Where the text stops being UTF-8, as an offset in what is left of the payload; nil where it is valid so far.
    package var invalidTextOffset: Int? { text.invalidOffset }

    /// Whether the payload, if it ends here, is UTF-8.
    package var isValidText: Bool { text.isComplete }

    /// How many of the kept bytes can be shown as text: all but a last character that the cap cut; nil where they are
    /// not UTF-8.
    package var textLength: Int? {
        if isCapped {
            var judge = UTF8Validator()
            judge.feed(kept.bytes)
            return judge.isValidSoFar ? kept.count - judge.incompleteLength : nil
        }
        return text.isComplete ? kept.count : nil
    }

    /// Adds bytes as they are, judging them as text where `isText`.
    package mutating func add(_ bytes: RawSpan, isText: Bool) {
        length &+= UInt64(bytes.byteCount)
        if isText { text.feed(bytes) }
        let room = max(0, cap - kept.count)
        guard bytes.byteCount > room else {
            kept.append(bytes)
            return
        }
        isCapped = true
        kept.append(bytes.extracting(first: room))
    }

    /// Adds masked bytes, the first of which stands at `position` of its frame's payload.
    package mutating func add(_ bytes: RawSpan, unmaskedBy key: MaskingKey, from position: UInt64, isText: Bool) {
        length &+= UInt64(bytes.byteCount)
        let old = kept.count
        let fits = min(bytes.byteCount, max(0, cap - old))
        kept.append(bytes.extracting(first: fits), unmaskedBy: key, from: position)
        if isText { judgeKept(from: old) }
        guard fits < bytes.byteCount else { return }
        isCapped = true
        guard isText, text.isValidSoFar else { return }
        judge(bytes.extracting(fits..<bytes.byteCount), unmaskedBy: key, from: position &+ UInt64(fits))
    }

    /// Judges the kept bytes from `start` on as text.
    private mutating func judgeKept(from start: Int) {
        var judge = text
        judge.feed(kept.bytes.extracting(start..<kept.count))
        text = judge
    }

    /// Judges masked bytes as text that are not kept.
    private mutating func judge(_ bytes: RawSpan, unmaskedBy key: MaskingKey, from position: UInt64) {
        var scratch = PayloadBuffer()
        var at = 0
        while at < bytes.byteCount {
            let end = min(bytes.byteCount, at + Limits.scratch)
            scratch.clear(keeping: Limits.scratch)
            scratch.append(bytes.extracting(at..<end), unmaskedBy: key, from: position &+ UInt64(at))
            text.feed(scratch.bytes)
            at = end
        }
    }

    /// Lets `write` fill room behind the kept bytes, at most `limit`; false where the cap leaves none.
    mutating func fill(atMost limit: Int, isText: Bool, _ write: (UnsafeMutableRawBufferPointer) -> Int) -> Bool {
        let room = min(limit, cap - kept.count)
        guard room > 0 else { return false }
        let old = kept.count
        unsafe kept.append(atMost: room) { target in
            unsafe write(UnsafeMutableRawBufferPointer(start: target, count: room))
        }
        length &+= UInt64(kept.count - old)
        if isText { judgeKept(from: old) }
        return true
    }

    /// Takes note of `count` bytes that were seen and are of no interest.
    package mutating func pass(_ count: Int) {
        guard count > 0 else { return }
        length &+= UInt64(count)
        isCapped = true
    }

    /// Takes note of `count` bytes that are missing here.
    package mutating func skip(_ count: UInt64) {
        guard count > 0 else { return }
        if let last = holes.last, last.offset &+ last.length == length {
            holes[holes.count - 1] = Hole(offset: last.offset, length: last.length &+ count)
        } else if holes.count >= Limits.holes {
            isRiddled = true
            shrink(to: kept.count)
        } else {
            holes.append(Hole(offset: length, length: count))
        }
        length &+= count
    }

    /// Keeps no more than the first `limit` bytes from now on, and gives the memory of the others back.
    package mutating func shrink(to limit: Int) {
        cap = min(cap, max(0, limit))
        guard kept.count > cap else { return }
        isCapped = true
        kept.truncate(to: cap)
    }

    /// Takes the kept bytes out; the payload is empty afterwards.
    package mutating func takeKept() -> PayloadBuffer {
        var taken = PayloadBuffer()
        swap(&taken, &kept)
        return taken
    }
}
