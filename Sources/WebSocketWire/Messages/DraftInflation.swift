/// How a compressed message grows and ends.
extension MessageDraft {
    /// Adds compressed bytes, unmasked.
    mutating func inflate(_ bytes: RawSpan, by inflater: Inflater, limit: UInt64) {
        if compressed.cap == 0 {
            compressed.pass(bytes.byteCount)
        } else {
            compressed.add(bytes, isText: false)
        }
        guard inflation == .inflated, missing == 0 else { return }
        settle(inflater.feed(bytes, into: &payload, isText: isText, limit: limit))
    }

    /// Takes note that payload bytes are missing here. What follows them in a compressed message cannot be inflated.
    mutating func skip(_ count: UInt64) {
        missing &+= count
        wireLength &+= count
        if isCompressed {
            compressed.skip(count)
        } else {
            payload.skip(count)
        }
    }

    private mutating func settle(_ outcome: Inflater.Outcome) {
        guard inflation == .inflated, outcome != .inflated else { return }
        inflation = outcome
        if outcome == .limitReached {
            violations.append(
                Violation(
                    FrameRules.inflateLimit,
                    "inflation stopped after \(payload.length) bytes, from \(compressed.length) on the wire"))
        }
    }

    /// Ends inflation: the payload is the inflated bytes, or, where these are not to be had, the compressed ones.
    mutating func finishInflating(by inflater: Inflater, isComplete: Bool, limit: UInt64) {
        let wasRecovering = inflater.isRecovering
        if isComplete, missing == 0, inflation == .inflated {
            if compressed.length == 0 {
                violations.append(Violation(FrameRules.invalidDeflate, "no bytes, where an empty message has one"))
            }
            settle(inflater.end(into: &payload, isText: isText, limit: limit))
        } else {
            inflater.loseContext()
        }
        if inflation == .limitReached { return }
        if inflation == .damaged, !wasRecovering, doubt.isEmpty {
            violations.append(
                Violation(
                    FrameRules.invalidDeflate,
                    "the stream cannot be inflated beyond its first \(payload.length) bytes"))
        }
        if inflation == .damaged || missing > 0 || payload.isRiddled {
            fallBackToCompressed()
        } else if !payload.holes.isEmpty {
            doubt.insert(.contextLost)
        }
    }
}
