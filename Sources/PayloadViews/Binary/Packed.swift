import JSONText

/// MessagePack and CBOR: values that say their own types.
enum Packed {
    /// Says what a payload begins with, where all of it is one value.
    static func summarise(
        _ language: PackedLanguage, _ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine
    ) -> Recognition? {
        let dialect: Dialect = language == .cbor ? .cbor : .messagePack
        guard bytes.byteCount > 0, facts.kind != .text || facts.context.dialect == dialect else { return nil }
        var scan = PackedScan(language, bytes)
        let ending = scan.value(bytes)
        let isOpen = bytes.byteCount > PackedScan.window || !facts.isWhole
        guard ending == .whole && scan.cursor.at == bytes.byteCount || ending == .cut && isOpen else { return nil }
        var cursor = ByteCursor(0..<min(bytes.byteCount, PackedScan.window))
        guard var head = language.next(&cursor, bytes) else { return nil }
        let isMarked = head == .tag(55_799)
        while case .tag = head, let inner = language.next(&cursor, bytes) { head = inner }
        text.write(language.title)
        text.write(" ")
        let isTelling = describe(head, &cursor, language, bytes, &text)
        let certainty: Certainty = isMarked || isTelling && scan.hasWords && scan.count > 2 ? .likely : .possible
        return .by(facts, dialect, certainty, "all of the bytes are one value that says its own type")
    }

    /// Says what a value is; whether it is such as messages are.
    private static func describe(
        _ head: PackedItem, _ cursor: inout ByteCursor, _ language: PackedLanguage, _ bytes: RawSpan,
        _ text: inout TextLine
    ) -> Bool {
        switch head {
        case .map(let count):
            text.write("map")
            put(count, &text)
            return names(count ?? .max, &cursor, language, bytes, &text)
        case .array(let count):
            text.write("array")
            put(count, &text)
            guard let first = language.next(&cursor, bytes), first != .stop, count != 0 else { return false }
            text.write(": ")
            _ = PackedLines.put(first, bytes, &text)
            if count.map({ $0 > 1 }) ?? true { text.write(" …") }
            return true
        default: return PackedLines.put(head, bytes, &text)
        }
    }

    private static func put(_ count: Int?, _ text: inout TextLine) {
        guard let count else { return }
        text.write(" of ")
        text.write(count)
    }

    /// Names the first members of a map; whether all of them have texts for names.
    private static func names(
        _ count: Int, _ cursor: inout ByteCursor, _ language: PackedLanguage, _ bytes: RawSpan, _ text: inout TextLine
    ) -> Bool {
        for index in 0..<min(count, 4) {
            guard let key = language.next(&cursor, bytes), key != .stop else { return index > 0 }
            text.write(index == 0 ? ": " : ", ")
            guard case .text(let range) = key else {
                _ = PackedLines.put(key, bytes, &text)
                return false
            }
            text.add(bytes.part(range), limit: 24)
            var scan = PackedScan(language, bytes.part(cursor.at..<bytes.byteCount))
            let inside = bytes.part(cursor.at..<bytes.byteCount)
            guard scan.value(inside) == .whole, cursor.take(scan.cursor.at) != nil else { return true }
        }
        if count > 4 { text.write(", …") }
        return count > 0
    }

    /// Draws a payload.
    static func draw(_ language: PackedLanguage, _ bytes: RawSpan, _ facts: PayloadFacts, _ lines: inout LineWriter) {
        let view = bytes.part(0..<lines.limits.bytes)
        var cursor = ByteCursor(view)
        let isWhole = facts.isWhole && view.byteCount == bytes.byteCount
        var drawing = PackedLines(language, isWhole: isWhole)
        guard drawing.draw(&cursor, view, &lines), cursor.left > 0 else { return }
        lines.remark(0, "\(cursor.left) bytes after the value", cursor.rest, isError: true)
        HexPayload.draw(view.part(cursor.rest), &lines)
    }
}
