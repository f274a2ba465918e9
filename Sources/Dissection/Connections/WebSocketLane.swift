import ByteStreams
import WebSocketWire

/// What the caller wants to be told.
package struct DissectionOptions: Sendable, Hashable {
    /// Payload bytes kept of a message; 0 where nobody looks at payloads, `Int.max` for all.
    package var keptPayload = 16 << 20
    /// Whether messages are told one by one; otherwise they are only counted, and findings about them told.
    package var tellsMessages = true
    /// Whether frames are told one by one.
    package var tellsFrames = false
    /// Whether the payloads of compressed messages are told as they were on the wire too.
    package var keepsCompressed = false
    /// Server ports that speak WebSocket even where no handshake is seen; true where they speak permessage-deflate.
    package var decodeAs: [UInt16: Bool] = [:]
    /// Where the traffic is observed.
    package var source = TrafficSource.capture

    /// The usual options.
    package init() {}
}

/// One direction of a WebSocket connection: its bytes as messages, told as they end.
struct WebSocketLane: ~Copyable {
    let direction: Direction
    private let tellsFrames: Bool
    private let telling: Telling
    private var decoder = FrameDecoder()
    private var assembler: MessageAssembler
    private var search: BorderSearch?

    /// A lane at a frame border, or, with a search, somewhere in a stream.
    init(
        _ direction: Direction, terms: MessageAssembler.Terms, options: DissectionOptions, search: BorderSearch? = nil
    ) {
        self.direction = direction
        tellsFrames = options.tellsFrames
        telling = Telling(messages: options.tellsMessages, compressed: options.keepsCompressed)
        self.search = search
        assembler = MessageAssembler(terms: terms, midstream: search != nil)
        if search != nil { decoder.lose() }
    }

    /// Bytes of memory that payloads in progress take.
    private(set) var memory = 0

    /// Bytes kept of the message in progress that has most.
    var longestKept: Int { max(assembler.data.keptLength, assembler.control.keptLength) }

    /// Caps the message in progress.
    mutating func shrinkPayload(to limit: Int) {
        assembler.data.shrink(to: limit)
        assembler.control.shrink(to: limit)
        memory = assembler.memory
    }

    /// Takes the direction's next bytes.
    mutating func accept(
        _ bytes: RawSpan, at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        if search == nil {
            decode(bytes, at: time, &story, &batch)
        } else {
            look(in: bytes, at: time, &story, &batch)
        }
        memory = assembler.memory
    }

    private mutating func decode(
        _ bytes: RawSpan, at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        var offset = 0
        while let piece = decoder.next(bytes, at: &offset) {
            switch piece {
            case .header(let header): begin(header, at: time, &story, &batch)
            case .payload(let range): assembler.add(bytes.extracting(range))
            case .end: endFrame(at: time, &story, &batch)
            }
        }
    }

    private mutating func begin(
        _ header: FrameHeader, at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        let interrupts = assembler.interrupts(header)
        if interrupts { endUnfinished(at: time, &story, &batch) }
        assembler.begin(header, number: &story.nextMessage, interrupting: interrupts)
        guard tellsFrames else { return }
        let part = assembler.part
        let number = part == .control ? assembler.control.number : assembler.data.number
        let count = part == .control ? assembler.control.frames : assembler.data.frames
        batch.append(
            Frame(
                connection: story.connection, message: number, number: count, time: time, from: direction,
                header: header))
    }

    private mutating func endFrame(
        at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        switch assembler.endFrame() {
        case .control: Self.tell(&assembler.control, telling, from: direction, at: time, &story, &batch)
        case .data:
            Self.tell(
                &assembler.data, telling, from: direction, at: time, &story, &batch)
        case nil: break
        }
    }

    /// Tells the data message in progress as far as it came.
    private mutating func endUnfinished(
        at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        guard assembler.data.isActive else { return }
        assembler.finishData(isComplete: false)
        Self.tell(
            &assembler.data, isIncomplete: true, telling, from: direction, at: time, &story,
            &batch)
    }

    /// Takes note that the direction's next `count` bytes were not seen.
    mutating func skip(
        _ count: Int, at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        guard count != ConnectionDissector.unknownCount else { return lose(at: time, &story, &batch) }
        story.hasGap = true
        giveUpSearch(at: time, &story, &batch)
        if !decoder.isLost {
            tellPartialHeader(at: time, &story, &batch)
            switch decoder.skip(count) {
            case .inPayload(let missing):
                assembler.skip(missing)
                decode(RawSpan(), at: time, &story, &batch)
                return
            case .lost(let payload):
                if let payload { loseFrame(missing: payload, at: time, &story, &batch) }
                endUnfinished(at: time, &story, &batch)
            }
        }
        losePlace("\(count)", at: time, &story, &batch)
    }

    /// Takes note that bytes of the direction were not seen, it is not known how many.
    private mutating func lose(at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch) {
        story.hasGap = true
        giveUpSearch(at: time, &story, &batch)
        if !decoder.isLost {
            tellPartialHeader(at: time, &story, &batch)
            endInterrupted(at: time, &story, &batch)
        }
        losePlace("an unknown number of", at: time, &story, &batch)
    }

    private mutating func losePlace(
        _ amount: String, at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        story.tell(
            Violation(StreamRules.bytesMissing, "\(amount) bytes from the \(direction.name) are missing"),
            at: time, into: &batch)
        assembler.resynchronise()
        decoder.lose()
        search = BorderSearch(masking: assembler.observedMasking, compression: assembler.terms.compression)
    }

    /// The rest of the current frame's payload is missing: where it was a message's last frame, the message is told.
    private mutating func loseFrame(
        missing: UInt64, at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        assembler.skip(missing)
        endFrame(at: time, &story, &batch)
    }

    private mutating func look(
        in bytes: RawSpan, at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        var offset = 0
        while offset < bytes.byteCount, search != nil {
            if let found = search?.accept(bytes, from: &offset, at: time) {
                resume(found, &story, &batch)
            }
        }
        if offset < bytes.byteCount { decode(bytes.extracting(offset..<bytes.byteCount), at: time, &story, &batch) }
    }

    /// Decodes what the search has held back, from the border that it found.
    private mutating func resume(
        _ found: BorderSearch.Found, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        begin(at: found, &story, &batch)
        for piece in found.pieces {
            unsafe decode(found.window.span.bytes.extracting(piece.range), at: piece.time, &story, &batch)
        }
    }

    /// Takes the next bytes for those at the border that was found.
    mutating func begin(
        at found: BorderSearch.Found, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        search = nil
        decoder.resume()
        guard found.skipped > 0 || assembler.isInDoubt else { return }
        assembler.resynchronise()
        tellResumed(found, &story, &batch)
    }

    private func tellResumed(
        _ found: BorderSearch.Found, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        let skipped = found.skipped == 0 ? "" : "; \(found.skipped) bytes before it are in no frame"
        story.tell(
            Violation(
                StreamRules.resynchronised,
                "frames of the \(direction.name) go on at a likely border (confidence \(found.confidence))\(skipped)"),
            at: found.time, into: &batch)
    }

    private mutating func giveUpSearch(
        at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        guard let search else { return }
        self.search = nil
        if let found = search.finish() {
            resume(found, &story, &batch)
        } else if search.seen > 0 {
            story.tell(
                Violation(
                    StreamRules.notUnderstood,
                    "\(search.seen) bytes from the \(direction.name) could not be placed in frames"),
                at: time, into: &batch)
        }
    }

    /// Ends the direction: tells what is unfinished.
    mutating func end(at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch) {
        giveUpSearch(at: time, &story, &batch)
        endInterrupted(at: time, &story, &batch)
        tellPartialHeader(at: time, &story, &batch)
        decoder.resume()
    }

    /// Tells the messages in progress as far as they came.
    private mutating func endInterrupted(
        at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        if decoder.isInsideFrame, decoder.partialHeaderLength == 0, assembler.part == .control {
            Self.tell(&assembler.control, isIncomplete: true, telling, from: direction, at: time, &story, &batch)
        }
        endUnfinished(at: time, &story, &batch)
    }

    private func tellPartialHeader(
        at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        let count = decoder.partialHeaderLength
        guard count > 0 else { return }
        story.tell(
            Violation(StreamRules.notUnderstood, "\(count) bytes from the \(direction.name) are a header that is cut"),
            at: time, into: &batch)
    }
}

extension Direction {
    /// `client` or `server`.
    package var name: String { self == .fromClient ? "client" : "server" }
}
