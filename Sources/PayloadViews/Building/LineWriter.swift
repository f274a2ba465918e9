import JSONText

/// Builds the lines of a view, piece by piece, and no more of them than the limits allow.
struct LineWriter {
    let limits: PayloadView.Limits
    private var lines: [PayloadView.Line] = []
    private var dropped = 0
    private var scratch = TextLine()
    /// What is added to every range: the place in the payload where the bytes begin that are being shown.
    var base = 0
    /// What is added to every indent.
    var indent = 0

    /// No lines yet.
    init(limits: PayloadView.Limits) {
        self.limits = limits
    }

    /// Whether lines are only counted from now on.
    var isFull: Bool { dropped > 0 }

    /// Begins a line that stands for these places.
    mutating func line(_ depth: Int, _ range: Range<Int>) {
        guard lines.count < limits.lines else {
            dropped += 1
            return
        }
        let range = base + range.lowerBound..<base + range.upperBound
        lines.append(PayloadView.Line(indent: indent + depth, pieces: [], range: range))
    }

    /// Adds text that the view itself says.
    mutating func add(_ role: PayloadView.Role, _ text: @autoclosure () -> String) {
        guard !isFull, !lines.isEmpty else { return }
        lines[lines.count - 1].pieces.append(PayloadView.Piece(text: text(), role: role))
    }

    /// Adds text from the payload, made visible, and cut where it is long.
    mutating func add(
        _ role: PayloadView.Role, _ bytes: RawSpan, backslashes: VisibleText.Backslashes = .doubled,
        mark: StaticString = ""
    ) {
        guard !isFull, !lines.isEmpty else { return }
        scratch.clear()
        scratch.write(mark)
        let isWhole = VisibleText.write(bytes, limit: limits.text, backslashes: backslashes, to: &scratch)
        if isWhole { scratch.write(mark) }
        let text = scratch.text
        add(role, text)
        if !isWhole { add(.comment, "… \(bytes.byteCount) bytes in all") }
    }

    /// Adds bytes in hexadecimal.
    mutating func add(hex bytes: RawSpan, limit: Int = 32) {
        guard !isFull else { return }
        let shown = min(bytes.byteCount, limit)
        let text = (0..<shown).map { Hex.text(bytes.byte($0) ?? 0) }.joined(separator: " ")
        add(.bytes, text)
        if shown < bytes.byteCount { add(.comment, " … \(bytes.byteCount - shown) more") }
    }

    /// The line that was begun last stands for the places up to here.
    mutating func extend(to place: Int) {
        guard !isFull, let last = lines.last, base + place > last.range.upperBound else { return }
        lines[lines.count - 1].range = last.range.lowerBound..<base + place
    }

    /// A line that says a name and a value that is text.
    mutating func field(_ depth: Int, _ name: StaticString, text: Range<Int>, _ bytes: RawSpan) {
        line(depth, text)
        add(.name, "\(name)")
        add(.punctuation, ": ")
        add(.string, bytes.part(text), mark: "\"")
    }

    /// A line that says a name and a value in words.
    mutating func field(
        _ depth: Int, _ name: StaticString, _ value: @autoclosure () -> String, _ role: PayloadView.Role,
        _ range: Range<Int>
    ) {
        line(depth, range)
        add(.name, "\(name)")
        add(.punctuation, ": ")
        add(role, value())
    }

    /// A line that says a name and a number.
    mutating func field(_ depth: Int, _ name: StaticString, _ value: @autoclosure () -> String, _ range: Range<Int>) {
        field(depth, name, value(), .number, range)
    }

    /// A line that says something of the payload.
    mutating func remark(_ depth: Int, _ text: @autoclosure () -> String, _ range: Range<Int>, isError: Bool = false) {
        line(depth, range)
        add(isError ? .error : .comment, text())
    }

    /// Says that the bytes end here before the message does.
    mutating func cut(_ depth: Int, at place: Int, isWhole: Bool) {
        let text = isWhole ? "ends too early" : "cut here: the rest was not captured"
        remark(depth, text, place..<place, isError: isWhole)
    }

    /// All lines, and what was left out.
    mutating func finish(_ bytes: RawSpan) -> [PayloadView.Line] {
        var all = lines
        if dropped > 0 {
            let text = "… \(Self.grouped(dropped)) more line\(dropped == 1 ? "" : "s")"
            let piece = PayloadView.Piece(text: text, role: .comment)
            let end = all.last?.range.upperBound ?? 0
            all.append(PayloadView.Line(indent: 0, pieces: [piece], range: end..<max(end, bytes.byteCount)))
        }
        if bytes.byteCount > limits.bytes {
            let text = "… \(Self.grouped(bytes.byteCount - limits.bytes)) more bytes not looked at"
            let piece = PayloadView.Piece(text: text, role: .comment)
            all.append(PayloadView.Line(indent: 0, pieces: [piece], range: limits.bytes..<bytes.byteCount))
        }
        return all
    }

    /// A number of bytes in words.
    static func bytes(_ count: Int) -> String {
        count == 1 ? "1 byte" : "\(grouped(count)) bytes"
    }

    /// A number with a comma between thousands.
    static func grouped(_ number: Int) -> String {
        let digits = String(number)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0, text != "-" { text += "," }
            text.append(digit)
        }
        return text
    }
}
