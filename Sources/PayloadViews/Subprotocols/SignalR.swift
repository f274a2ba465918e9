import JSONText

/// SignalR: the handshake, and messages in JSON, each ended by the record separator, or in MessagePack, each after its
/// length.
enum SignalR {
    private static let separator: UInt8 = 0x1e

    /// The name of a message's type.
    static func name(_ type: Int) -> StaticString? {
        switch type {
        case 1: "Invocation"
        case 2: "StreamItem"
        case 3: "Completion"
        case 4: "StreamInvocation"
        case 5: "CancelInvocation"
        case 6: "Ping"
        case 7: "Close"
        case 8: "Ack"
        case 9: "Sequence"
        default: nil
        }
    }

    /// Says what a message in JSON is, where it is one.
    static func summarise(
        _ outline: JSONOutline, _ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine
    ) -> Recognition? {
        guard outline.isObject else { return nil }
        if let end = outline.end {
            guard bytes.byte(end) == separator else { return nil }
        } else {
            guard bytes.byte(bytes.byteCount - 1) == separator || !facts.isWhole else { return nil }
        }
        text.write("SignalR ")
        guard let certainty = describe(outline, bytes, &text) else { return nil }
        if let end = outline.end, end + 1 < bytes.byteCount { text.write(" …") }
        return Recognition(outline.end == nil ? .possible : certainty, "JSON that a record separator (0x1e) ends")
    }

    private static func describe(_ outline: JSONOutline, _ bytes: RawSpan, _ text: inout TextLine) -> Certainty? {
        if let type = bytes.integer(outline.value("type", bytes)), let name = name(type) {
            text.write(name)
            put(" ", outline.value("target", bytes), bytes, false, &text)
            put(" id ", outline.value("invocationId", bytes), bytes, true, &text)
            put(" error ", outline.value("error", bytes), bytes, true, &text)
            put(" up to ", outline.value("sequenceId", bytes), bytes, true, &text)
            return .likely
        }
        if let language = outline.string("protocol", bytes), outline.value("version", bytes) != nil {
            text.write("handshake ")
            text.add(bytes, language, isQuoted: false)
            put(" version ", outline.value("version", bytes), bytes, false, &text)
            return .likely
        }
        if let error = outline.string("error", bytes), outline.seen == 1 {
            text.write("handshake error ")
            text.add(bytes, error, isQuoted: true)
            return .likely
        }
        guard outline.seen == 0, outline.end != nil else { return nil }
        text.write("handshake accepted")
        return .likely
    }

    private static func put(
        _ label: StaticString, _ value: JSONOutline.Value?, _ bytes: RawSpan, _ isQuoted: Bool, _ text: inout TextLine
    ) {
        guard let value else { return }
        text.write(label)
        text.add(bytes, value, isQuoted: isQuoted)
    }

    /// Draws records of JSON.
    static func draw(_ bytes: RawSpan, _ facts: PayloadFacts, _ lines: inout LineWriter) {
        let view = bytes.part(0..<lines.limits.bytes)
        var start = 0
        while start < view.byteCount {
            let end = view.first(separator, from: start) ?? view.byteCount
            let record = view.part(start..<end)
            lines.base += start
            let outline = JSONOutline(record, isWhole: end < view.byteCount)
            if let type = record.integer(outline?.value("type", record)), let name = name(type) {
                lines.remark(0, "\(name)", 0..<record.byteCount)
            }
            JSONLines.draw(record, isWhole: end < view.byteCount || facts.isWhole, &lines)
            lines.base -= start
            start = end + 1
        }
    }
}
