/// Judges one direction's frames and messages by `FrameRules`; the reading goes on whatever it says.
struct FrameJudge: Sendable {
    /// Where a frame stands among messages.
    struct Place {
        /// It continues the message in progress.
        let continues: Bool
        /// It begins a message although one is in progress.
        let interrupts: Bool
        /// What came before it is not wholly known.
        let isDoubtful: Bool

        /// That of a control frame, which may stand anywhere.
        static let control = Place(continues: false, interrupts: false, isDoubtful: false)
    }

    private var isClosed = false
    private var lastMask: MaskingKey?
    private var isMaskJudged = false

    /// Forgets what came before: bytes between are not known.
    mutating func forget() {
        lastMask = nil
    }

    /// Judges a header.
    mutating func judge(
        _ header: FrameHeader, terms: MessageAssembler.Terms, place: Place, into violations: inout [Violation]
    ) {
        let isMasked = header.isMasked
        if isMasked != (terms.masking == .required) {
            violations.append(
                isMasked
                    ? Violation(FrameRules.maskedServerFrame, "a \(header.opcode) frame of the server is masked")
                    : Violation(FrameRules.unmaskedClientFrame, "a \(header.opcode) frame of the client is not masked"))
        }
        if header.reservedBits != 0 { judgeReservedBits(header, terms, place, &violations) }
        if header.opcode.isReserved {
            violations.append(Violation(FrameRules.reservedOpcode, "opcode \(header.opcode)"))
        }
        if header.lengthForm != .seven { Self.judgeLength(header, &violations) }
        if header.opcode.isControl {
            Self.judgeControl(header, &violations)
        } else if place.interrupts || (header.opcode == .continuation && !place.continues) {
            Self.judgePlace(header, place, &violations)
        }
        if isClosed {
            violations.append(Violation(FrameRules.dataAfterClose, "a \(header.opcode) frame follows the Close frame"))
        }
        if isMasked, !isMaskJudged { judgeMask(header, &violations) }
        if header.opcode == .close { isClosed = true }
    }

    private func judgeReservedBits(
        _ header: FrameHeader, _ terms: MessageAssembler.Terms, _ place: Place, _ violations: inout [Violation]
    ) {
        var bits = header.reservedBits & ~terms.foreignReservedBits
        if terms.compression != .none, bits & 4 != 0 {
            bits &= ~4
            if header.opcode.isControl {
                violations.append(
                    Violation(FrameRules.compressedControl, "RSV1 is set on a \(header.opcode) frame"))
            } else if header.opcode == .continuation {
                violations.append(
                    Violation(FrameRules.compressedContinuation, "RSV1 is set on a continuation frame"))
            }
        }
        guard bits != 0 else { return }
        let names = [(4, "RSV1"), (2, "RSV2"), (1, "RSV3")].filter { bits & $0.0 != 0 }.map(\.1)
        violations.append(
            Violation(FrameRules.reservedBits, names.joined(separator: " and ") + " set, and nothing agreed uses it"))
    }

    private static func judgeLength(_ header: FrameHeader, _ violations: inout [Violation]) {
        if !header.isLengthMinimal {
            violations.append(
                Violation(
                    FrameRules.lengthNotMinimal,
                    "\(header.length) is written in \(header.lengthForm == .sixteen ? 16 : 64) bits"))
        }
        if header.length >> 63 != 0 {
            violations.append(Violation(FrameRules.lengthTopBit, "the length field says \(header.length)"))
        }
    }

    private static func judgeControl(_ header: FrameHeader, _ violations: inout [Violation]) {
        if !header.isFinal {
            violations.append(Violation(FrameRules.fragmentedControl, "FIN is 0 on a \(header.opcode) frame"))
        }
        if header.length > UInt64(Limits.controlPayload) {
            violations.append(
                Violation(FrameRules.oversizedControl, "a \(header.opcode) frame carries \(header.length) bytes"))
        }
    }

    private static func judgePlace(_ header: FrameHeader, _ place: Place, _ violations: inout [Violation]) {
        if place.interrupts {
            violations.append(
                Violation(
                    FrameRules.messageInsideMessage,
                    "a \(header.opcode) frame comes before the last frame of the message before"))
        } else if !place.isDoubtful {
            violations.append(Violation(FrameRules.continuationWithoutStart, "there is no message to continue"))
        }
    }

    private mutating func judgeMask(_ header: FrameHeader, _ violations: inout [Violation]) {
        guard let mask = header.mask else { return }
        if mask.bits == 0 {
            violations.append(Violation(FrameRules.predictableMask, "the masking key is 00000000"))
            isMaskJudged = true
        } else if mask == lastMask {
            violations.append(
                Violation(FrameRules.predictableMask, "the masking key \(mask) is that of the frame before"))
            isMaskJudged = true
        }
        lastMask = mask
    }

    /// Judges a complete control message.
    mutating func judgeEnd(ofControl draft: inout MessageDraft) {
        guard draft.opcode == .close, draft.missing == 0, !draft.payload.isCapped else { return }
        let length = draft.payload.kept.count
        let body = CloseBody(draft.payload.kept.bytes)
        if length == 1 {
            draft.violations.append(Violation(FrameRules.closeBodyTooShort, "the body is one byte"))
        } else if case .unreadable = body {
            draft.violations.append(Violation(FrameRules.closeReasonNotUTF8, "the reason is not UTF-8"))
        }
        if let violation = body.code?.violation { draft.violations.append(violation) }
    }

    /// Judges a data message that ends, complete or not.
    func judgeEnd(ofData draft: inout MessageDraft, isComplete: Bool) {
        guard draft.opcode == .text, draft.payload.holes.isEmpty, !draft.doubt.contains(.notInflated) else { return }
        if let offset = draft.payload.invalidTextOffset {
            draft.violations.append(Violation(FrameRules.invalidText, "byte \(offset) begins no UTF-8 character"))
        } else if isComplete, draft.inflation == .inflated, !draft.payload.isValidText {
            draft.violations.append(Violation(FrameRules.invalidText, "the last character is cut"))
        }
    }
}
