import JSONText

/// SignalR's messages in MessagePack: each an array after its length, which takes one to five bytes.
enum SignalRPack {
    /// A message: its places, without its length, and what the array begins with.
    private struct Record {
        var range: Range<Int>
        var type: Int
        var id: Range<Int>?
        var target: Range<Int>?
        var isCut: Bool
    }

    private static func next(_ cursor: inout ByteCursor, _ bytes: RawSpan, isWhole: Bool) -> Record? {
        var probe = cursor
        guard let length = probe.variable(bytes, limit: 5), length > 1, length <= 0x7fff_ffff else { return nil }
        let isCut = Int(length) > probe.left
        guard !isCut || !isWhole, let range = probe.take(min(Int(length), probe.left)) else { return nil }
        var record = Record(range: range, type: 0, isCut: isCut)
        var inner = ByteCursor(range)
        guard case .array(let count?)? = MessagePackReader.next(&inner, bytes), count >= 1, count <= 8,
            case .unsigned(let type)? = MessagePackReader.next(&inner, bytes), SignalR.name(Int(clamping: type)) != nil
        else { return nil }
        record.type = Int(clamping: type)
        guard isCut || isOneValue(bytes.part(range)) else { return nil }
        guard record.type < 6 else {
            cursor = probe
            return record
        }
        guard case .map(let headers?)? = MessagePackReader.next(&inner, bytes), headers < 64 else { return nil }
        for _ in 0..<headers * 2 {
            guard case .text? = MessagePackReader.next(&inner, bytes) else { return nil }
        }
        if case .text(let id)? = MessagePackReader.next(&inner, bytes) { record.id = id }
        if record.type == 1 || record.type == 4, case .text(let target)? = MessagePackReader.next(&inner, bytes) {
            record.target = target
        }
        cursor = probe
        return record
    }

    /// Whether all of a message is one value, as far as it is looked at.
    private static func isOneValue(_ bytes: RawSpan) -> Bool {
        var scan = PackedScan(.messagePack, bytes)
        switch scan.value(bytes) {
        case .whole: return scan.cursor.at == bytes.byteCount
        case .cut: return bytes.byteCount > PackedScan.window
        case .broken: return false
        }
    }

    /// Says what a message is, where it is one.
    static func summarise(_ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine) -> Recognition? {
        guard facts.kind != .text else { return nil }
        var cursor = ByteCursor(bytes)
        guard let record = next(&cursor, bytes, isWhole: facts.isWhole), let name = SignalR.name(record.type) else {
            return nil
        }
        var others = 0
        while cursor.left > 0, others < 64 {
            guard next(&cursor, bytes, isWhole: facts.isWhole) != nil else { return nil }
            others += 1
        }
        text.write("SignalR ")
        text.write(name)
        if let target = record.target {
            text.write(" ")
            text.add(bytes.part(target))
        }
        if let id = record.id {
            text.write(" id ")
            text.quote(bytes.part(id))
        }
        if others > 0 {
            text.write(" + ")
            text.write(others)
            text.write(cursor.left > 0 ? " or more" : " more")
        }
        let isTelling = record.type < 6 ? record.target != nil || bytes.byteCount > 4 : bytes.byteCount >= 3
        return Recognition(isTelling ? .likely : .possible, "lengths and arrays such as SignalR's in MessagePack")
    }

    /// Draws messages.
    static func draw(_ bytes: RawSpan, _ facts: PayloadFacts, _ lines: inout LineWriter) {
        let view = bytes.part(0..<lines.limits.bytes)
        var cursor = ByteCursor(view)
        let isWhole = facts.isWhole && view.byteCount == bytes.byteCount
        while cursor.left > 0 {
            let start = cursor.at
            guard let record = next(&cursor, view, isWhole: isWhole), let name = SignalR.name(record.type) else {
                lines.remark(0, "no message of SignalR", start..<view.byteCount, isError: true)
                return
            }
            lines.line(0, start..<record.range.upperBound)
            lines.add(.word, "\(name)")
            lines.add(.comment, "  " + LineWriter.bytes(record.range.count))
            lines.indent += 1
            var inner = ByteCursor(record.range)
            var drawing = PackedLines(.messagePack, isWhole: !record.isCut)
            _ = drawing.draw(&inner, view, &lines)
            lines.indent -= 1
        }
    }
}
