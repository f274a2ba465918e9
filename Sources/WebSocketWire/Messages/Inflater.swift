/// One direction's permessage-deflate decompression (RFC 7692 section 7.2.2), message by message.
///
/// After loss in a context that messages share, the window is unknown. Then two streams inflate side by side, one with a
/// window of zeros and one of ones: their outputs have the same shape, and a byte that is the same in both does not
/// depend on what was lost. Bytes that differ are unknown and become holes. Once the window holds only known bytes, one
/// stream is enough again.
package final class Inflater {
    /// What became of the bytes given.
    package enum Outcome: Sendable, Equatable {
        /// They were inflated.
        case inflated
        /// They are not deflate, or refer to what no window holds; the rest of the message cannot be inflated.
        case damaged
        /// The message inflates to more than its limit; the rest of it is not inflated.
        case limitReached
    }

    private let keepsContext: Bool
    private let stream = InflateStream()
    private var twin: InflateStream?
    private var isContextLost = false
    private var atStreamEnd = false
    private var isMessageEmpty = true
    /// How many bytes at the end of the output are known in a row; a whole window of them ends the doubt.
    private var knownRun = 0

    /// An inflater; `keepsContext` is false where the sender agreed to `no_context_takeover`.
    package init(keepsContext: Bool) {
        self.keepsContext = keepsContext
    }

    /// Whether the window is not wholly known.
    package var isRecovering: Bool { twin != nil }

    /// Takes note that messages in between are unknown, or that one could not be inflated to its end.
    package func loseContext() {
        isContextLost = true
    }

    /// Begins a message.
    package func begin() {
        atStreamEnd = false
        isMessageEmpty = true
        if isContextLost {
            isContextLost = false
            guard keepsContext else {
                stream.reset()
                return
            }
            let second = twin ?? InflateStream()
            stream.reset(fillingWindowWith: 0)
            second.reset(fillingWindowWith: 0xff)
            twin = second
            knownRun = 0
        } else if !keepsContext {
            stream.reset()
        }
    }

    /// Inflates the message's next bytes into `payload`, which grows to `limit` bytes at most.
    package func feed(_ input: RawSpan, into payload: inout Payload, isText: Bool, limit: UInt64) -> Outcome {
        var offset = 0
        if input.byteCount > 0 { isMessageEmpty = false }
        while true {
            if atStreamEnd {
                guard offset < input.byteCount else { return .inflated }
                atStreamEnd = false
                stream.restartKeepingWindow()
                twin?.restartKeepingWindow()
            }
            guard payload.length <= limit else { return fail(.limitReached) }
            let step = advance(input, at: &offset, into: &payload, isText: isText)
            switch step.kind {
            case .damaged: return fail(.damaged)
            case .streamEnd: atStreamEnd = true
            case .more where offset >= input.byteCount && !step.isFull: return .inflated
            case .more where step.isStuck: return fail(.damaged)
            case .more: break
            }
        }
    }

    /// Ends the message: inflates the four bytes that its sender left out (RFC 7692 section 7.2.2). Without any byte
    /// before them they begin no block, so that a message of no bytes leaves the stream alone.
    package func end(into payload: inout Payload, isText: Bool, limit: UInt64) -> Outcome {
        if atStreamEnd || isMessageEmpty { return .inflated }
        let tail: [UInt8] = [0x00, 0x00, 0xff, 0xff]
        let length = payload.length
        let outcome = unsafe feed(tail.span.bytes, into: &payload, isText: isText, limit: limit)
        guard outcome == .inflated else { return outcome }
        // A cut message takes the four bytes for its own.
        guard payload.length == length, atStreamEnd || stream.isBetweenBlocks else { return fail(.damaged) }
        return .inflated
    }

    private func fail(_ outcome: Outcome) -> Outcome {
        isContextLost = true
        return outcome
    }

    private struct Advance {
        var kind: InflateStream.Step
        var isFull: Bool
        var isStuck: Bool
    }

    private func advance(_ input: RawSpan, at offset: inout Int, into payload: inout Payload, isText: Bool) -> Advance {
        guard let twin else {
            return advanceAlone(input, at: &offset, into: &payload, isText: isText)
        }
        let start = offset
        return unsafe withScratch { first, second in
            var otherOffset = offset
            let (kind, count) = unsafe stream.step(input, at: &offset, into: first)
            let (otherKind, otherCount) = unsafe twin.step(input, at: &otherOffset, into: second)
            guard kind == otherKind, count == otherCount, offset == otherOffset else {
                return Advance(kind: .damaged, isFull: false, isStuck: true)
            }
            unsafe addKnown(UnsafeRawBufferPointer(first), UnsafeRawBufferPointer(second), count, &payload, isText)
            return Advance(kind: kind, isFull: count == first.count, isStuck: count == 0 && offset == start)
        }
    }

    private func advanceAlone(
        _ input: RawSpan, at offset: inout Int, into payload: inout Payload, isText: Bool
    ) -> Advance {
        let start = offset
        var position = offset
        var result: (InflateStream.Step, Int) = (.more, 0)
        var room = 0
        let likely = min(Limits.scratch, max(1_024, 4 * (input.byteCount - offset)))
        let filled = unsafe payload.fill(atMost: likely, isText: isText) { target in
            room = target.count
            result = unsafe stream.step(input, at: &position, into: target)
            return result.1
        }
        if !filled {
            unsafe withScratch { scratch, _ in
                room = scratch.count
                result = unsafe stream.step(input, at: &position, into: scratch)
                let bytes = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(scratch)).extracting(first: result.1)
                payload.add(bytes, isText: isText)
            }
        }
        offset = position
        return Advance(kind: result.0, isFull: result.1 == room, isStuck: result.1 == 0 && offset == start)
    }

    /// Adds what two streams agree on; the rest are holes.
    private func addKnown(
        _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer, _ count: Int, _ payload: inout Payload,
        _ isText: Bool
    ) {
        var at = 0
        while at < count {
            var end = at
            let isKnown = unsafe first[at] == second[at]
            while end < count, unsafe (first[end] == second[end]) == isKnown { end += 1 }
            if isKnown {
                let bytes = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: first[at..<end]))
                payload.add(bytes, isText: isText)
                knownRun += end - at
            } else {
                payload.skip(UInt64(end - at))
                knownRun = 0
            }
            at = end
        }
        if knownRun >= InflateStream.windowSize { twin = nil }
    }

    private func withScratch<Result>(
        _ body: (UnsafeMutableRawBufferPointer, UnsafeMutableRawBufferPointer) -> Result
    ) -> Result {
        unsafe withUnsafeTemporaryAllocation(byteCount: 2 * Limits.scratch, alignment: 16) { buffer in
            unsafe body(
                UnsafeMutableRawBufferPointer(rebasing: buffer[..<Limits.scratch]),
                UnsafeMutableRawBufferPointer(rebasing: buffer[Limits.scratch...]))
        }
    }
}
