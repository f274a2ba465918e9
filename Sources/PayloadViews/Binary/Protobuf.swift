import JSONText

/// Protocol Buffers without their schema: numbers of fields, wire types, and what the bytes of a field may be.
enum Protobuf {
    /// A field as it stands on the wire.
    private struct Field {
        enum Value {
            case variable(UInt64), fixed(UInt64, width: Int), block(Range<Int>), group(isBegin: Bool)
        }

        let number: UInt64
        let value: Value
    }

    private static func next(_ cursor: inout ByteCursor, _ bytes: RawSpan) -> Field? {
        var probe = cursor
        guard let key = probe.variable(bytes, limit: 5), key >> 3 > 0, key >> 3 < 1 << 29 else { return nil }
        let value: Field.Value
        switch key & 7 {
        case 0:
            guard let number = probe.variable(bytes, limit: 10) else { return nil }
            value = .variable(number)
        case 1, 5:
            let width = key & 7 == 1 ? 8 : 4
            guard let number = probe.number(bytes, width) else { return nil }
            value = .fixed(width == 8 ? number.byteSwapped : number.byteSwapped >> 32, width: width)
        case 2:
            guard let length = probe.variable(bytes, limit: 5), let range = probe.take(Int(clamping: length)) else {
                return nil
            }
            value = .block(range)
        case 3, 4: value = .group(isBegin: key & 7 == 3)
        default: return nil
        }
        cursor = probe
        return Field(number: key >> 3, value: value)
    }

    /// Says what a payload may be. A schema alone could make it certain.
    static func summarise(_ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine) -> Recognition? {
        guard facts.kind != .text, bytes.byteCount > 1 else { return nil }
        var cursor = ByteCursor(0..<min(bytes.byteCount, PackedScan.window))
        var numbers: [UInt64] = []
        var count = 0
        while cursor.left > 0 {
            guard let field = next(&cursor, bytes) else { break }
            count += 1
            if numbers.count < 6, numbers.last != field.number { numbers.append(field.number) }
        }
        let isOpen = bytes.byteCount > PackedScan.window || !facts.isWhole
        guard count > 0, cursor.at == bytes.byteCount || isOpen else { return nil }
        text.write("Protobuf? ")
        text.write(count)
        text.write(count == 1 ? " field: " : " fields: ")
        for (index, number) in numbers.enumerated() {
            if index > 0 { text.write(", ") }
            text.write(number)
        }
        if numbers.count == 6 { text.write(" …") }
        return Recognition(.possible, "the bytes can be fields of Protocol Buffers; a schema is not known")
    }

    /// Whether all of some bytes can be fields, at least one.
    private static func isMessage(_ range: Range<Int>, _ bytes: RawSpan) -> Bool {
        var cursor = ByteCursor(range)
        var budget = 1_024
        while cursor.left > 0 {
            guard budget > 0, let field = next(&cursor, bytes), field.number < 1 << 16 else { return false }
            budget -= 1
        }
        return !range.isEmpty
    }

    /// Draws a payload.
    static func draw(_ bytes: RawSpan, _ facts: PayloadFacts, _ lines: inout LineWriter) {
        let view = bytes.part(0..<lines.limits.bytes)
        var cursor = ByteCursor(view)
        draw(0, &cursor, view, &lines)
        guard cursor.left > 0, view.byteCount == bytes.byteCount else { return }
        lines.remark(
            0, facts.isWhole ? "no field from byte \(cursor.at) on" : "cut here: the rest was not captured",
            cursor.rest,
            isError: facts.isWhole)
        lines.add(.punctuation, " ")
        lines.add(hex: view.part(cursor.rest))
    }

    private static func draw(_ depth: Int, _ cursor: inout ByteCursor, _ bytes: RawSpan, _ lines: inout LineWriter) {
        var groups = 0
        while cursor.left > 0 {
            let start = cursor.at
            guard let field = next(&cursor, bytes) else { return }
            if case .group(false) = field.value, groups > 0 { groups -= 1 }
            lines.line(depth + min(groups, lines.limits.depth), start..<cursor.at)
            lines.add(.name, "\(field.number)")
            lines.add(.punctuation, ": ")
            switch field.value {
            case .variable(let number):
                lines.add(.number, "\(number)")
                if number >> 63 == 1 { lines.add(.comment, "  or \(Int64(bitPattern: number))") }
            case .fixed(let number, let width):
                lines.add(.number, "\(number)")
                let float =
                    width == 8
                    ? Double(bitPattern: number) : Double(Float(bitPattern: UInt32(truncatingIfNeeded: number)))
                lines.add(.comment, "  fixed\(width * 8), or \(float)")
            case .block(let range): draw(block: range, depth, bytes, &lines)
            case .group(let isBegin):
                lines.add(.punctuation, isBegin ? "group" : "end of group")
                if isBegin { groups += 1 }
            }
        }
    }

    private static func draw(block range: Range<Int>, _ depth: Int, _ bytes: RawSpan, _ lines: inout LineWriter) {
        let inside = bytes.part(range)
        if TextPayload.isText(inside, isWhole: true) {
            lines.add(.string, inside, mark: "\"")
        } else if depth < lines.limits.depth, isMessage(range, bytes) {
            lines.add(.comment, "message? of " + LineWriter.bytes(range.count))
            var inner = ByteCursor(range)
            draw(depth + 1, &inner, bytes, &lines)
        } else {
            lines.add(.comment, LineWriter.bytes(range.count) + " ")
            lines.add(hex: inside)
        }
    }
}
