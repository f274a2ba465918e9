import JSONText

/// STOMP 1.0 to 1.2: the frames of a message, and the line ends that stand for a heart-beat.
enum STOMP {
    /// The header that says most, for each command.
    private static let telling: [StaticString] = [
        "destination", "id", "receipt-id", "message-id", "message", "transaction", "host", "version", "receipt",
    ]

    /// Says what a message is, where it is one.
    static func summarise(_ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine) -> Recognition? {
        let start = skipBeats(bytes, from: 0)
        guard start < min(bytes.byteCount, 64) else {
            guard bytes.byteCount > 0, start == bytes.byteCount, start <= 64 else { return nil }
            text.write("STOMP heart-beat")
            return .by(facts, .stomp, .possible, "nothing but line ends, which is STOMP's heart-beat")
        }
        guard let frame = STOMPFrame(bytes, from: start), frame.isSound else { return nil }
        guard frame.end != nil || !facts.isWhole else { return nil }
        write(frame, bytes, &text)
        let isTelling = frame.end != nil || !frame.headers.isEmpty
        if let end = frame.end, skipBeats(bytes, from: end) < bytes.byteCount { text.write(" …") }
        return .by(facts, .stomp, isTelling ? .likely : .possible, "begins with a command of STOMP and its headers")
    }

    private static func write(_ frame: STOMPFrame, _ bytes: RawSpan, _ text: inout TextLine) {
        text.write("STOMP ")
        text.add(bytes.part(frame.command))
        for name in telling {
            guard let value = frame.value(name, bytes) else { continue }
            text.write(" ")
            unsafe text.add(frame.decoded(value.prefix(256), bytes).span.bytes)
            break
        }
        guard let body = frame.body, !body.isEmpty else { return }
        text.write(" · ")
        text.add(bytes: body.count)
    }

    private static func skipBeats(_ bytes: RawSpan, from start: Int) -> Int {
        var at = start
        while let next = STOMPFrame.skipLineEnd(bytes, at) { at = next }
        return at
    }

    /// Draws a message.
    static func draw(_ bytes: RawSpan, _ facts: PayloadFacts, _ lines: inout LineWriter) {
        let view = bytes.part(0..<lines.limits.bytes)
        var at = 0
        while at < view.byteCount {
            let start = skipBeats(view, from: at)
            if start > at {
                lines.remark(0, start == view.byteCount && at == 0 ? "heart-beat" : "line ends", at..<start)
            }
            guard start < view.byteCount else { return }
            guard let frame = STOMPFrame(view, from: start) else {
                lines.remark(0, "no frame of STOMP from byte \(start) on", start..<view.byteCount, isError: true)
                lines.add(.punctuation, ": ")
                lines.add(.error, view.part(start..<view.byteCount))
                return
            }
            draw(frame, view, isWhole: facts.isWhole && view.byteCount == bytes.byteCount, &lines)
            guard let end = frame.end else { return }
            at = end
        }
    }

    private static func draw(_ frame: STOMPFrame, _ bytes: RawSpan, isWhole: Bool, _ lines: inout LineWriter) {
        lines.line(0, frame.command)
        lines.add(.word, bytes.part(frame.command))
        var place = frame.headers.lowerBound
        while let header = frame.header(bytes, at: place) {
            lines.line(1, header.name.lowerBound..<header.value.upperBound)
            unsafe lines.add(.name, frame.decoded(header.name, bytes).span.bytes)
            lines.add(.punctuation, ": ")
            unsafe lines.add(.string, frame.decoded(header.value, bytes).span.bytes)
            place = header.next
        }
        if let body = frame.body, !body.isEmpty {
            lines.field(1, "body", LineWriter.bytes(body.count), body)
            EmbeddedPayload.draw(body, bytes, depth: 2, isWhole: frame.end != nil, &lines)
        }
        if frame.end == nil { lines.cut(1, at: bytes.byteCount, isWhole: isWhole) }
    }
}
