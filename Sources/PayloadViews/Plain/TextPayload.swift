import JSONText

/// Text as it is, a line each.
enum TextPayload {
    /// Whether the first KiB of the bytes are UTF-8 without control characters other than line ends and tabs.
    static func isText(_ bytes: RawSpan, isWhole: Bool) -> Bool {
        let view = bytes.part(0..<1_024)
        let isCut = !isWhole || view.byteCount < bytes.byteCount
        var place = 0
        while let byte = view.byte(place) {
            if byte < 0x80 {
                guard byte >= 0x20 && byte != 0x7f || (0x09...0x0d).contains(byte) else { return false }
                place += 1
                continue
            }
            let length = byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0
            guard length > 0 else { return false }
            for at in place + 1..<place + length {
                guard let next = view.byte(at) else { return isCut }
                guard next & 0xc0 == 0x80 else { return false }
            }
            place += length
        }
        return true
    }

    /// Says what a text begins with.
    static func summarise(_ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine) -> Recognition? {
        text.quote(bytes)
        if facts.kind == .text { return Recognition(.likely, "it was sent as text") }
        guard bytes.byteCount > 0, isText(bytes, isWhole: facts.isWhole) else {
            return Recognition(.possible, "any bytes can be shown as text")
        }
        return Recognition(.likely, "all of it is readable text")
    }

    /// Draws text, a line each.
    static func draw(_ bytes: RawSpan, _ lines: inout LineWriter) {
        let view = bytes.part(0..<lines.limits.bytes)
        var start = 0
        while start < view.byteCount {
            let end = view.first(0x0a, from: start) ?? view.byteCount
            let hasReturn = end > start && end < view.byteCount && view.byte(end - 1) == 0x0d
            lines.line(0, start..<min(end + 1, view.byteCount))
            lines.add(.string, view.part(start..<(hasReturn ? end - 1 : end)))
            start = end + 1
        }
    }
}
