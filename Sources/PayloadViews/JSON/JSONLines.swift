import JSONText

/// Draws JSON, a member a line, as far as it is JSON.
struct JSONLines {
    private var reader = JSONReader()
    private var afterName = false
    private var hasValue = false

    /// Draws the bytes as JSON; what follows a whole text, or is none, is said and shown.
    static func draw(_ bytes: RawSpan, isWhole: Bool, _ lines: inout LineWriter) {
        var drawing = JSONLines()
        let view = bytes.part(0..<lines.limits.bytes)
        while true {
            switch drawing.reader.next(view) {
            case .token(let token): drawing.draw(token, view, &lines)
            case .end: return
            case .cut:
                if view.byteCount == bytes.byteCount { drawing.cut(view, isWhole: isWhole, &lines) }
                return
            case .invalid(let place):
                drawing.invalid(at: place, view, &lines)
                return
            }
        }
    }

    private mutating func draw(_ token: JSONReader.Token, _ bytes: RawSpan, _ lines: inout LineWriter) {
        switch token {
        case .name(let range, _):
            begin(range.lowerBound - 1..<range.upperBound + 1, &lines)
            lines.add(.name, bytes.part(range), backslashes: .kept, mark: "\"")
            afterName = true
        case .string(let range, _):
            begin(range.lowerBound - 1..<range.upperBound + 1, &lines)
            lines.add(.string, bytes.part(range), backslashes: .kept, mark: "\"")
            settle(&lines)
        case .number(let range):
            begin(range, &lines)
            lines.add(.number, bytes.part(range))
            settle(&lines)
        case .bool(let isTrue): word(isTrue ? "true" : "false", isTrue ? 4 : 5, &lines)
        case .null: word("null", 4, &lines)
        case .beginObject: open("{", &lines)
        case .beginArray: open("[", &lines)
        case .endObject: close("}", &lines)
        case .endArray: close("]", &lines)
        }
    }

    private mutating func word(_ text: StaticString, _ length: Int, _ lines: inout LineWriter) {
        begin(reader.offset - length..<reader.offset, &lines)
        lines.add(.word, "\(text)")
        settle(&lines)
    }

    /// A line begins with a name, or with a value that has none.
    private mutating func begin(_ range: Range<Int>, _ lines: inout LineWriter) {
        guard !afterName else {
            lines.add(.punctuation, ": ")
            lines.extend(to: range.upperBound)
            return
        }
        if hasValue { lines.add(.punctuation, ",") }
        lines.line(reader.depth, range)
    }

    private mutating func settle(_ lines: inout LineWriter) {
        afterName = false
        hasValue = true
    }

    private mutating func open(_ mark: StaticString, _ lines: inout LineWriter) {
        if afterName {
            lines.add(.punctuation, ": ")
            lines.extend(to: reader.offset)
        } else {
            if hasValue { lines.add(.punctuation, ",") }
            lines.line(reader.depth - 1, reader.offset - 1..<reader.offset)
        }
        lines.add(.punctuation, "\(mark)")
        afterName = false
        hasValue = false
    }

    private mutating func close(_ mark: StaticString, _ lines: inout LineWriter) {
        if hasValue {
            lines.line(reader.depth, reader.offset - 1..<reader.offset)
        } else {
            lines.extend(to: reader.offset)
        }
        lines.add(.punctuation, "\(mark)")
        hasValue = true
    }

    private func cut(_ bytes: RawSpan, isWhole: Bool, _ lines: inout LineWriter) {
        if afterName, reader.offset < bytes.byteCount {
            lines.add(.punctuation, ": ")
            lines.add(.string, bytes.part(reader.offset..<bytes.byteCount), backslashes: .kept)
            lines.extend(to: bytes.byteCount)
        } else {
            rest(from: reader.offset, .string, bytes, &lines)
        }
        lines.cut(reader.depth, at: bytes.byteCount, isWhole: isWhole)
    }

    private func invalid(at place: Int, _ bytes: RawSpan, _ lines: inout LineWriter) {
        let what =
            reader.depth >= JSONReader.deepest
            ? "deeper than \(JSONReader.deepest): not looked into" : "no JSON from byte \(lines.base + place) on"
        lines.remark(reader.depth, what, place..<place, isError: true)
        rest(from: reader.offset, .error, bytes, &lines)
    }

    /// What is left, as it is.
    private func rest(from start: Int, _ role: PayloadView.Role, _ bytes: RawSpan, _ lines: inout LineWriter) {
        guard start < bytes.byteCount else { return }
        lines.line(reader.depth, start..<bytes.byteCount)
        lines.add(role, bytes.part(start..<bytes.byteCount), backslashes: .kept)
    }
}
