import ByteStreams
import Dissection
import JSONText
import WebSocketWire

/// A message that ended, on its way into a conversation frame by frame.
struct ToldMessage {
    /// How its payload is written.
    enum Form {
        /// As its frames were.
        case verbatim
        /// Inflated, without RSV1, which RFC 7692 section 6 allows.
        case plain
    }

    /// The last frame, while the message has not ended.
    private struct OpenFrame {
        let start: UInt64
        let end: UInt64
        let mask: MaskingKey?
    }

    let message: Message
    let form: Form
    /// What the packet says that completes the message.
    var comments: [String] = []
    /// Whether bytes before its first frame are lost, it is not known how many.
    let isFoundAgain: Bool
    /// The payload, where it could not be written at once.
    var stored: [UInt8] = []
    private let frames: Int
    private let isIncomplete: Bool
    /// Whether no frame of it is known.
    private let isInvented: Bool
    private var cursor: PayloadCursor
    private var open: OpenFrame?
    private var hasSpoken = false

    /// A message by its frames, and how many bytes of its payload are kept in the form in which it is written.
    init(
        _ message: Message, _ trouble: Message.Trouble?, frames sum: FrameSums.Sum, form: Form,
        kept: Int
    ) {
        self.message = message
        self.form = form
        frames = max(1, sum.frames)
        isInvented = sum.frames == 0
        isIncomplete = trouble?.isIncomplete ?? false
        isFoundAgain = trouble?.doubt.contains(.resynchronised) ?? false
        let total: UInt64
        if form == .plain || isInvented {
            total = message.length ?? UInt64(kept)
        } else {
            total = isIncomplete ? min(sum.payload, Self.seen(message, sum)) : sum.payload
        }
        // The holes of a message that was inflated are those of the inflated bytes.
        let isAsInflated = message.isCompressed && trouble?.doubt.contains(.notInflated) != true
        let holes = isAsInflated && form == .verbatim ? [] : trouble?.holes ?? []
        cursor = PayloadCursor(total: total, holes: holes, kept: kept)
    }

    /// Payload bytes that a message's frames took on the wire, as far as they came.
    static func seen(_ message: Message, _ sum: FrameSums.Sum) -> UInt64 {
        message.wireLength < sum.headers ? 0 : message.wireLength - sum.headers
    }

    /// Payload bytes that a cut frame has announced and that never came.
    private(set) var owed: UInt64 = 0

    /// Passes over payload bytes that were written as missing before they were known.
    mutating func pass(_ count: UInt64) {
        cursor.pass(upTo: count)
    }

    /// Whether the rest of its last frame is still to be written.
    var isSpeaking: Bool { open != nil }

    /// Whether a frame is its last.
    func isLast(_ frame: Frame) -> Bool { frame.number >= frames }

    /// Writes a frame; the last one up to its last bytes only, unless it `isWhole`.
    mutating func write(
        _ frame: Frame, isWhole: Bool, _ bytes: RawSpan, to conversation: inout TCPConversation,
        _ output: inout TextOutput
    ) {
        let isLast = isLast(frame)
        let header = header(of: frame, isLast: isLast)
        unsafe conversation.add(
            FrameBytes.of(header).span.bytes, from: message.from, at: frame.time, &output)
        let (sum, overflow) = cursor.position.addingReportingOverflow(header.length)
        let end = overflow ? .max : sum
        let open = OpenFrame(start: cursor.position, end: end, mask: header.mask)
        let isEnding = isLast && !isWhole && !isIncomplete
        let tail = isEnding ? min(header.length, UInt64(PacketWriter.largestPayload)) : 0
        write(
            open, upTo: end - tail, isFinal: isLast && !isEnding, bytes, at: frame.time,
            to: &conversation, &output)
        self.open = isEnding ? open : nil
        if isLast, end > cursor.total { owed = end - cursor.total }
    }

    /// Writes what is left of the message at its end.
    mutating func finish(
        at time: Timestamp, _ bytes: RawSpan, to conversation: inout TCPConversation,
        _ output: inout TextOutput
    ) {
        if let open {
            write(open, upTo: open.end, isFinal: true, bytes, at: time, to: &conversation, &output)
        } else if !hasSpoken {
            speak(&conversation)
        }
    }

    private func header(of frame: Frame, isLast: Bool) -> FrameHeader {
        guard form == .plain || isInvented else { return frame.header }
        let left = cursor.total - min(cursor.total, cursor.position)
        guard isLast else {
            return FrameBytes.plain(frame.header, length: min(frame.header.length, left))
        }
        // A frame that announces more than there is stays cut.
        let isCut = isIncomplete && frame.header.isFinal
        return FrameBytes.plain(frame.header, length: isCut && left < .max ? left + 1 : left)
    }

    private mutating func write(
        _ frame: OpenFrame, upTo end: UInt64, isFinal: Bool, _ bytes: RawSpan, at time: Timestamp,
        to conversation: inout TCPConversation, _ output: inout TextOutput
    ) {
        while true {
            let start = cursor.position
            guard let extent = cursor.next(upTo: end) else { break }
            switch extent {
            case .bytes(let range):
                let piece = bytes.extracting(range)
                if let mask = frame.mask {
                    conversation.add(
                        piece, maskedBy: mask, position: start - frame.start, from: message.from, at: time,
                        &output)
                } else {
                    conversation.add(piece, from: message.from, at: time, &output)
                }
            case .missing(let count):
                conversation.send(from: message.from, at: time, &output)
                conversation.comment(Self.missing(count, isCapped: message.isCapped))
                if isFinal, cursor.position >= min(end, cursor.total) { speak(&conversation) }
                conversation.skip(count, from: message.from, at: time, &output)
            }
        }
        if isFinal { speak(&conversation) }
        conversation.send(from: message.from, at: time, &output)
    }

    private mutating func speak(_ conversation: inout TCPConversation) {
        guard !hasSpoken else { return }
        hasSpoken = true
        for comment in comments { conversation.comment(comment) }
    }

    private static func missing(_ count: UInt64, isCapped: Bool) -> String {
        let why = isCapped ? "were not kept, or were not seen" : "were not seen"
        let told = min(count, TCPConversation.longestGap)
        let rest = told < count ? "; the numbers pass over \(told) of them" : ""
        return "\(count) payload bytes from here on \(why)\(rest)"
    }
}
