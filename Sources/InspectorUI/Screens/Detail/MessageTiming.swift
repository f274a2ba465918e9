import ByteStreams
import Dissection
import Sessions
import TextScreen
import WebSocketWire

/// When a message's frames came, and what came before and after it.
struct MessageTiming {
    /// Messages before a message that are looked at for the last of the same sender.
    private static let mostBefore = 48
    /// Messages behind a ping that are looked at for its pong.
    private static let mostBehind = 4_000

    private let whole: WholeMessage
    private var onConnection: Int64?
    private var inDirection: Int64?
    private var isFirst = false
    private var ping: (number: Int64, seq: Int)?
    private var pong: (number: Int64, roundTrip: Int64)?

    /// The timing of a message, with what is found around it.
    init(_ whole: WholeMessage, _ session: SessionView) {
        self.whole = whole
        let message = whole.message
        isFirst = message.number <= 1
        lookBack(session)
        if let answer = message.answer {
            ping = session.number(ofMessage: answer.ping, in: message.connection, near: whole.number)
                .map { ($0, answer.ping) }
        }
        guard message.opcode == .ping else { return }
        var found: (Int64, Int64)?
        _ = session.scan(after: whole.number, limit: Self.mostBehind) { facts in
            guard found == nil, facts.connection == message.connection, facts.answers == message.number else { return }
            found = (facts.number, facts.roundTrip ?? 0)
        }
        pong = found.map { (number: $0.0, roundTrip: $0.1) }
    }

    private mutating func lookBack(_ session: SessionView) {
        let message = whole.message
        var near = whole.number
        var seq = message.number - 1
        let last = max(0, seq - Self.mostBefore)
        while seq > last {
            guard let number = session.number(ofMessage: seq, in: message.connection, near: near),
                let line = session.lines([number]).first
            else { return }
            let since = message.time.since(line.message.time)
            if onConnection == nil { onConnection = since }
            if line.message.from == message.from {
                inDirection = since
                return
            }
            near = number
            seq -= 1
        }
    }

    /// The rows that tell it.
    func rows(_ times: TimeWords, width: Int) -> [DetailRow] {
        var wrapping = RowWrapping(width: width)
        func say(_ name: String, _ words: String, _ role: Role = .plain) {
            let padded = name + String(repeating: " ", count: max(1, 18 - name.utf8.count))
            wrapping.add(words: [TextPiece(padded, .name), TextPiece(words, role)], line: 0)
        }
        let message = whole.message
        say(
            "complete at",
            TimeWords.date(message.time, offset: times.zone(CalendarTime.split(message.time.nanoseconds).seconds)))
        let unknown = isFirst ? "none: the first message" : "unknown"
        say(
            "since previous", onConnection.map { TimeWords.duration($0) } ?? unknown,
            onConnection == nil ? .faint : .number)
        let sender = message.from == .fromClient ? "client" : "server"
        say(
            "since \(sender)'s", inDirection.map { TimeWords.duration($0) } ?? unknown,
            inDirection == nil ? .faint : .number)
        if let answer = message.answer {
            say("round trip", TimeWords.duration(answer.roundTrip), .good)
            say("answers", "ping \(answer.ping)" + (ping.map { ", message \($0.number) of the session" } ?? ""))
        } else if message.opcode == .pong {
            say("answers", "no ping: a heartbeat of its own (RFC 6455 section 5.5.3)", .note)
        }
        if message.opcode == .ping {
            if let pong {
                say("answered by", "message \(pong.number) after \(TimeWords.duration(pong.roundTrip))", .good)
            } else {
                say("answered by", "no pong among the messages that follow", .warning)
            }
        }
        addFrames(&wrapping, times)
        return wrapping.rows
    }

    private func addFrames(_ wrapping: inout RowWrapping, _ times: TimeWords) {
        guard let first = whole.frames.first, let last = whole.frames.last else { return }
        let span = whole.message.time.since(first.time)
        wrapping.add([], line: 0)
        wrapping.add(
            [
                TextPiece("frames            ", .name),
                TextPiece("\(whole.frames.count) in \(TimeWords.duration(last.time.since(first.time)))", .plain),
                TextPiece(", complete \(TimeWords.duration(span)) after the first header", .faint),
            ], hanging: 2, line: 0)
        var before = first.time
        for frame in whole.frames.prefix(FramesText.most) {
            wrapping.add(
                [
                    TextPiece("  \(frame.number)  ", .number),
                    TextPiece(times.time(frame.time, before: before), .faint),
                    TextPiece("  +\(TimeWords.duration(frame.time.since(before)))"),
                    TextPiece("  \(CountWords.bytes(frame.header.length))B", .faint),
                ], line: 0)
            before = frame.time
        }
        guard whole.frames.count > FramesText.most else { return }
        let more = whole.frames.count - FramesText.most
        wrapping.add([TextPiece("  … \(CountWords.long(UInt64(more))) more frames", .comment)], line: 0)
    }
}
