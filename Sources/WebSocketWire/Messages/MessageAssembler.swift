/// Which frames of a direction are masked (RFC 6455 section 5.1).
package enum Masking: Sendable, Hashable {
    /// A client's: all.
    case required
    /// A server's: none.
    case forbidden
}

/// What is known of permessage-deflate in a direction.
package enum Compression: Sendable, Hashable {
    /// Both sides agreed to do without.
    case none
    /// Both agreed on it; `keepsContext` is false with `no_context_takeover` for this direction (RFC 7692 7.1.1).
    case agreed(keepsContext: Bool)
    /// No handshake was seen; RSV1 is taken for it.
    case inferred
}

/// One direction's frames as messages: joined, unmasked, inflated and judged (RFC 6455 section 5.4, RFC 7692).
package struct MessageAssembler: ~Copyable {
    /// What a direction's messages are read with.
    package struct Terms: Sendable, Hashable {
        /// Which frames are to be masked.
        package var masking: Masking
        /// Whether and how messages are compressed.
        package var compression: Compression
        /// RSV bits (4, 2, 1) that an agreed extension unknown to wscope may use.
        package var foreignReservedBits: UInt8
        /// Payload bytes kept of a message; `Int.max` for all.
        package var keptPayload: Int

        /// Terms of a direction.
        package init(
            masking: Masking, compression: Compression = .none, foreignReservedBits: UInt8 = 0,
            keptPayload: Int = 16 << 20
        ) {
            self.masking = masking
            self.compression = compression
            self.foreignReservedBits = foreignReservedBits
            self.keptPayload = keptPayload
        }
    }

    /// Which draft a frame belongs to.
    package enum Part: Sendable, Hashable {
        /// A text, binary or reserved data message, fragmented or not.
        case data
        /// A control message, a single frame.
        case control
    }

    /// The data message in progress, or just complete.
    package var data = MessageDraft()
    /// The control message in progress, or just complete.
    package var control = MessageDraft()
    /// What the direction is read with.
    package let terms: Terms

    private var frame = FrameHeader(first: 0, second: 0, length: 0, key: 0)
    private var position: UInt64 = 0
    private var judge = FrameJudge()
    private var inflater: Inflater?
    private var isContextLost = false
    /// Whether the next message's first frame was found again after lost bytes.
    private var isResynchronised = false
    /// Whether the next data frame may continue a message whose beginning was not seen.
    private var isStartUnknown = false

    /// An assembler at the beginning of a direction, or, `midstream`, somewhere in it.
    package init(terms: Terms, midstream: Bool = false) {
        self.terms = terms
        isContextLost = midstream
        isStartUnknown = midstream
    }

    /// Whether bytes before the next frame are unknown.
    package var isInDoubt: Bool { isResynchronised }

    /// The header of the frame in progress.
    package var currentFrame: FrameHeader { frame }

    /// Bytes of memory that messages in progress take; 0 between messages.
    package var memory: Int {
        (data.isActive ? data.memory : 0) &+ (control.isActive ? control.memory : 0)
    }

    /// Whether the direction's frames are masked: as the last one was, or as they should be.
    package var observedMasking: Masking {
        guard data.number > 0 || control.number > 0 else { return terms.masking }
        return frame.isMasked ? .required : .forbidden
    }

    /// Which draft the frame in progress belongs to.
    package var part: Part { frame.opcode.isControl ? .control : .data }

    /// Whether `header` begins a message although the one before has not ended; it ends unfinished then.
    package func interrupts(_ header: FrameHeader) -> Bool {
        data.isActive && !header.opcode.isControl && header.opcode != .continuation
    }

    /// Begins a frame. Where it begins a message, `number` is the message's and is moved on by one.
    package mutating func begin(_ header: FrameHeader, number: inout Int, interrupting: Bool = false) {
        frame = header
        position = 0
        if header.opcode.isControl {
            control.begin(number, header, compressed: false, cap: max(Limits.controlPayload, controlCap))
            number &+= 1
            control.count(header)
            judge.judge(header, terms: terms, place: .control, into: &control.violations)
        } else {
            let continues = data.isActive && header.opcode == .continuation
            if !continues {
                startData(header, number: number)
                number &+= 1
            }
            data.count(header)
            let place = FrameJudge.Place(
                continues: continues, interrupts: interrupting, isDoubtful: !data.doubt.isEmpty)
            judge.judge(header, terms: terms, place: place, into: &data.violations)
            data.limitViolations()
        }
    }

    private var controlCap: Int { min(terms.keptPayload, Limits.oversizedControlPayload) }

    private mutating func startData(_ header: FrameHeader, number: Int) {
        let isCompressed =
            header.hasReservedBit1 && terms.compression != .none && header.opcode != .continuation
        data.begin(number, header, compressed: isCompressed, cap: terms.keptPayload)
        if isResynchronised || (isStartUnknown && header.opcode == .continuation) {
            data.doubt.insert(.resynchronised)
        }
        isResynchronised = false
        isStartUnknown = false
        guard isCompressed else { return }
        if terms.compression == .inferred { data.doubt.insert(.inferredDeflate) }
        let inflater = self.inflater ?? Inflater(keepsContext: terms.compression != .agreed(keepsContext: false))
        if isContextLost {
            isContextLost = false
            inflater.loseContext()
        }
        inflater.begin()
        self.inflater = inflater
    }

    /// Adds the frame's next payload bytes, still masked.
    package mutating func add(_ bytes: RawSpan) {
        let start = position
        position &+= UInt64(bytes.byteCount)
        if frame.opcode.isControl {
            control.wireLength &+= UInt64(bytes.byteCount)
            Self.keep(bytes, frame, start, &control.payload, isText: false)
            return
        }
        data.wireLength &+= UInt64(bytes.byteCount)
        if data.isCompressed {
            addCompressed(bytes, from: start)
        } else {
            Self.keep(bytes, frame, start, &data.payload, isText: data.isText)
        }
    }

    private static func keep(
        _ bytes: RawSpan, _ frame: FrameHeader, _ start: UInt64, _ payload: inout Payload, isText: Bool
    ) {
        if payload.cap == 0, !isText {
            payload.pass(bytes.byteCount)
        } else if let key = frame.mask {
            payload.add(bytes, unmaskedBy: key, from: start, isText: isText)
        } else {
            payload.add(bytes, isText: isText)
        }
    }

    private mutating func addCompressed(_ bytes: RawSpan, from start: UInt64) {
        guard let inflater else { return }
        guard let key = frame.mask else {
            data.inflate(bytes, by: inflater, limit: inflateLimit)
            return
        }
        var at = 0
        while at < bytes.byteCount {
            let end = min(bytes.byteCount, at &+ Limits.scratch)
            let piece = bytes.extracting(at..<end)
            unsafe withUnsafeTemporaryAllocation(byteCount: piece.byteCount, alignment: 16) { scratch in
                guard let target = scratch.baseAddress else { return }
                unsafe key.apply(to: piece, from: start &+ UInt64(at), into: target)
                let plain = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(scratch))
                data.inflate(plain, by: inflater, limit: inflateLimit)
            }
            at = end
        }
    }

    private var inflateLimit: UInt64 {
        guard terms.keptPayload < Int.max else { return .max }
        return max(Limits.inflatedMessage, 4 &* UInt64(min(terms.keptPayload, 1 << 50)))
    }

    /// Takes note that the frame's next `count` payload bytes were not seen.
    package mutating func skip(_ count: UInt64) {
        position &+= count
        if frame.opcode.isControl {
            control.skip(count)
        } else {
            data.skip(count)
            if data.isCompressed { inflater?.loseContext() }
        }
    }

    /// Ends the frame; says which message is complete with it.
    package mutating func endFrame() -> Part? {
        if frame.opcode.isControl {
            judge.judgeEnd(ofControl: &control)
            return .control
        }
        guard frame.isFinal else { return nil }
        finishData(isComplete: true)
        return .data
    }

    /// Ends the data message in progress, complete or not.
    package mutating func finishData(isComplete: Bool) {
        if data.isCompressed, let inflater {
            data.finishInflating(by: inflater, isComplete: isComplete, limit: inflateLimit)
        }
        judge.judgeEnd(ofData: &data, isComplete: isComplete)
    }

    /// Takes note that the place of the next frame was found again, or that messages in between may be unknown.
    package mutating func resynchronise() {
        isResynchronised = true
        isContextLost = true
        judge.forget()
    }
}
