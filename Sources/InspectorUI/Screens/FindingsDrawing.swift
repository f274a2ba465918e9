import ByteStreams
import Dissection
import Sessions
import TextScreen
import WebSocketWire

/// Draws findings.
struct FindingsDrawing {
    let shared: Shared

    /// Says how many there are.
    func drawHead(_ order: FindingOrder, isGathering: Bool, _ area: ScreenArea, on canvas: inout Canvas) {
        canvas.fill(row: area.top, Style(.heading), in: area)
        var column = area.left + 1
        for (severity, role) in [(Severity.error, Role.error), (.warning, .warning), (.note, .note)] {
            column = canvas.write(
                CountWords.counted(order.count(of: severity), severity.rawValue) + "   ", Style(role, .bold),
                row: area.top, column: column, in: area)
        }
        let words = isGathering ? "looking for more" : order.isReversed ? "the last and least first" : ""
        canvas.write(words, Style(.faint), row: area.top, column: column, in: area)
        guard order.count == 0, !isGathering else { return }
        canvas.write(
            order.isFiltered ? "no finding matches the filter" : "nothing was found so far",
            Style(order.isFiltered ? .faint : .good), row: area.top + 2, column: area.left + 2, in: area)
    }

    /// Draws the findings, a row each.
    func drawRows(_ rows: [FindingRecord], selected: Int64?, _ area: ScreenArea, on canvas: inout Canvas) {
        for (line, record) in rows.enumerated() {
            let row = area.top + 1 + line
            if area.columns < 70 {
                drawShort(record.finding, row, area, &canvas)
            } else {
                draw(record.finding, row, area, &canvas)
            }
            if record.number == selected { canvas.emphasise(row: row, .selected, in: area) }
        }
    }

    private func time(_ time: Timestamp) -> String {
        TimeWords.timeOfDay(time, offset: shared.zone(CalendarTime.split(time.nanoseconds).seconds))
    }

    private static func place(_ finding: Finding) -> String {
        "#\(finding.connection)" + (finding.message.map { ".\($0)" } ?? "")
    }

    private func draw(_ finding: Finding, _ row: Int, _ area: ScreenArea, _ canvas: inout Canvas) {
        let rule = finding.violation.rule
        var column = area.left + 1
        canvas.write(rule.severity.rawValue, Style(rule.severity.role), row: row, column: column, in: area)
        column += 8
        let time = time(finding.time)
        column = canvas.write(
            area.columns < 100 ? String(time.prefix(8)) : time, Style(.faint), row: row, column: column, in: area)
        column = max(
            column + 11, canvas.write(Self.place(finding), row: row, column: column + 1, in: area) + 1)
        column = canvas.write(rule.id, Style(.name), row: row, column: column, in: area)
        canvas.write(
            finding.violation.detail, row: row, column: column + 2, width: area.right - column - 2, alignsRight: false,
            in: area)
    }

    private func drawShort(_ finding: Finding, _ row: Int, _ area: ScreenArea, _ canvas: inout Canvas) {
        let rule = finding.violation.rule
        let role = Style(rule.severity.role, .bold)
        canvas.write(rule.severity.rawValue.prefix(1).uppercased(), role, row: row, column: area.left + 1, in: area)
        let end = canvas.write(Self.place(finding), Style(.faint), row: row, column: area.left + 3, in: area)
        canvas.write(
            Self.name(rule), Style(.name), row: row, column: max(end + 1, area.left + 10),
            width: area.right - max(end + 1, area.left + 10), alignsRight: false, in: area)
    }

    /// A rule's name without where it stands: of `rfc6455-5.1-unmasked-client-frame` what is behind the second hyphen.
    private static func name(_ rule: Rule) -> String {
        let parts = rule.id.split(separator: "-", maxSplits: 2)
        return parts.count == 3 ? String(parts[2]) : rule.id
    }

    /// The law and what was seen, in full.
    func drawDetail(
        _ finding: Finding, of record: ConnectionRecord?, _ area: ScreenArea, on canvas: inout Canvas
    ) {
        guard area.rows > 1 else { return }
        let violation = finding.violation
        canvas.write(
            String(repeating: "─", count: area.columns), Style(.border), row: area.top, column: area.left, in: area)
        var texts = [(violation.detail, Style(violation.rule.severity.role))]
        texts.append((violation.rule.law, .plain))
        texts.append(("\(violation.rule.section): \(violation.rule.id)", Style(.faint)))
        if let record {
            let message = finding.message.map { "message \($0) of " } ?? ""
            texts.append(("\(message)connection \(ConnectionWords.title(record))", Style(.faint)))
        }
        // However long what was seen is, there is room for the law.
        let lines = texts.map { WrappedText.lines(String($0.0.prefix(4_000)), columns: area.columns - 2) }
        let room = max(1, area.rows - 1 - lines.dropFirst().reduce(0) { $0 + $1.count })
        var row = area.top + 1
        for (index, text) in texts.enumerated() {
            for line in index == 0 ? lines[0].prefix(room) : lines[index][...] {
                canvas.write(line, text.1, row: row, column: area.left + 1, in: area)
                row += 1
            }
        }
    }
}
