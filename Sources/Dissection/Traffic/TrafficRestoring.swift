package import ByteStreams
package import WebSocketWire

/// A message as it was once told, for a batch to tell it again.
package struct RestoredMessage: Sendable, Hashable {
    /// The connection's number.
    package var connection = 0
    /// The message's number in the connection.
    package var number = 0
    /// When the last of its bytes had arrived in order.
    package var time = Timestamp(nanoseconds: 0)
    /// Who sent it.
    package var from = Direction.fromClient
    /// What it carries.
    package var opcode = Opcode.text
    /// Whether it was sent compressed.
    package var isCompressed = false
    /// Whether less of the payload is kept than was seen.
    package var isCapped = false
    /// Its frames.
    package var frames = 1
    /// Payload bytes after unmasking, joining and inflating; nil where they could not be inflated.
    package var length: UInt64?
    /// Bytes that its frames took on the wire, headers included.
    package var wireLength: UInt64 = 0
    /// How many of the kept bytes are text; nil where they are not text.
    package var textLength: Int?
    /// The ping that this pong answers.
    package var answer: PingAnswer?
    /// What is unusual about it; nil for most.
    package var trouble: Message.Trouble?

    /// A message of which nothing is known yet.
    package init() {}
}

/// Events that were told before, and kept somewhere, told again.
extension TrafficBatch {
    /// Adds the opening of a connection.
    package mutating func restore(_ opening: ConnectionOpening) { append(opening) }

    /// Adds the end of a connection.
    package mutating func restore(_ closing: ConnectionClosing) { append(closing) }

    /// Adds a finding.
    package mutating func restore(_ finding: Finding) { append(finding) }

    /// Adds a frame.
    package mutating func restore(_ frame: Frame) { append(frame) }

    /// Adds a message with the kept bytes of its payload, and those that it had on the wire where it was compressed and
    /// they are known.
    package mutating func restore(_ message: RestoredMessage, payload bytes: RawSpan, compressed: RawSpan? = nil) {
        // As in dissection, a control message of a lawful size is kept whole.
        let limit = message.opcode.isControl ? max(keptPayload, Limits.controlPayload) : max(0, keptPayload)
        let isCut = bytes.byteCount > limit
        let bytes = bytes.extracting(first: min(limit, bytes.byteCount))
        let place = take(bytes)
        var compressedPlace: Message.Place?
        if let compressed, !isCut { compressedPlace = take(compressed) }
        let textLength = message.textLength.flatMap { bytes.textLength(atMost: $0) }
        append(
            Message(
                connection: message.connection, number: message.number, time: message.time, from: message.from,
                opcode: message.opcode, isCompressed: message.isCompressed, isCapped: message.isCapped || isCut,
                frames: message.frames, length: message.length, wireLength: message.wireLength,
                textLength: textLength, answer: message.answer, place: place,
                compressed: compressedPlace, trouble: message.trouble.map { take($0) }))
    }
}

extension RawSpan {
    /// How many of the first bytes are text, of which so many are said to be; nil where they are not UTF-8.
    fileprivate func textLength(atMost said: Int) -> Int? {
        let length = said <= byteCount ? max(0, said) : wholeCharacters
        var judge = UTF8Validator()
        judge.feed(extracting(first: length))
        return judge.isComplete ? length : nil
    }

    /// How many bytes of a text that may be cut are whole characters of UTF-8.
    fileprivate var wholeCharacters: Int {
        var start = byteCount
        while start > 0, byteCount - start < 4 {
            start -= 1
            let byte = byte(at: start)
            if byte & 0xc0 == 0x80 { continue }
            let length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
            return start + length <= byteCount ? start + length : start
        }
        return byteCount
    }
}
