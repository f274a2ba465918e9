package import JSONText

/// Finds out what payloads are.
package enum PayloadViewer {
    /// All that a payload can be taken for, the surest first, and among equals the more special. Text and bytes in
    /// hexadecimal are always among them.
    package static func views(of bytes: RawSpan, _ facts: PayloadFacts) -> [PayloadView] {
        let outline = outline(of: bytes, facts)
        var text = TextLine()
        var views: [PayloadView] = []
        for format in PayloadFormat.allCases {
            text.clear()
            guard let recognition = format.summarise(bytes, outline, facts, &text) else { continue }
            views.append(
                PayloadView(
                    format: format, certainty: recognition.certainty, reason: recognition.reason, summary: text.text))
        }
        let plain = views.suffix(2)
        let others = views.dropLast(2)
        let sorted = [Certainty.certain, .likely, .possible].flatMap { certainty in
            others.filter { $0.certainty == certainty }
        }
        let isUnsure = (sorted.first?.certainty ?? .possible) == .possible
        let first = plain.filter { $0.certainty > .possible }.prefix(isUnsure ? 1 : 0)
        return first + sorted + plain.filter { view in !first.contains(view) }
    }

    /// The pretty form of a payload in a format.
    package static func lines(
        of bytes: RawSpan, as format: PayloadFormat, _ facts: PayloadFacts,
        limits: PayloadView.Limits = PayloadView.Limits()
    ) -> [PayloadView.Line] {
        var lines = LineWriter(limits: limits)
        format.draw(bytes, facts, &lines)
        return lines.finish(bytes)
    }

    /// Writes what a message says, where it is likely or certain that it speaks a language other than text, JSON or
    /// bytes; gives the language, or nil where it is none and nothing was written. Made to be called for every message:
    /// it looks at the first few KiB, and `text`, which it empties, is meant to be used again.
    package static func summarise(
        _ bytes: RawSpan, _ facts: PayloadFacts, into text: inout TextLine
    ) -> PayloadFormat? {
        text.clear()
        guard let first = bytes.byte(0), facts.kind != .other else { return nil }
        if let dialect = facts.context.dialect, PayloadFormat.of(dialect).isSpecial {
            let format = PayloadFormat.of(dialect)
            if format.summarise(bytes, outline(of: bytes, facts), facts, &text) != nil { return format }
            text.clear()
        }
        if facts.kind == .text {
            if first == 0x7b || first == 0x5b || first <= 0x20 {
                return summarise(json: bytes, facts, &text)
            }
            if first &- 0x30 < 10 { return attempt(.socketIO, bytes, nil, facts, &text) }
            return first &- 0x41 < 26 ? attempt(.stomp, bytes, nil, facts, &text) : nil
        }
        for format in [PayloadFormat.mqtt, .stomp, .signalRPack, .messagePack, .cbor] {
            if let found = attempt(format, bytes, nil, facts, &text) { return found }
        }
        return nil
    }

    private static func summarise(
        json bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine
    ) -> PayloadFormat? {
        guard let outline = outline(of: bytes, facts) else { return nil }
        for format in [PayloadFormat.jsonRPC, .graphQL, .signalR, .ocpp] {
            if let found = attempt(format, bytes, outline, facts, &text) { return found }
        }
        return nil
    }

    private static func attempt(
        _ format: PayloadFormat, _ bytes: RawSpan, _ outline: JSONOutline?, _ facts: PayloadFacts,
        _ text: inout TextLine
    ) -> PayloadFormat? {
        if let found = format.summarise(bytes, outline, facts, &text), found.certainty > .possible { return format }
        text.clear()
        return nil
    }

    private static func outline(of bytes: RawSpan, _ facts: PayloadFacts) -> JSONOutline? {
        facts.kind == .other ? nil : JSONOutline(bytes, isWhole: facts.isWhole)
    }
}
