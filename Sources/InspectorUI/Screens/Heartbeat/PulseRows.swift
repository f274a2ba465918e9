import ByteStreams
import Dissection
import TextScreen

extension PulseDrawing {
    /// Draws the pings one by one.
    func drawRows(_ rows: [Row], _ cursor: ListCursor, _ area: ScreenArea, on canvas: inout Canvas) {
        guard area.rows > 0 else { return }
        let columns = RowColumns(area)
        canvas.fill(row: area.top, Style(.heading), in: area)
        for (title, column) in [
            ("time", columns.time), ("who", columns.who), ("message", columns.message), ("RTT", columns.fate),
            ("payload", columns.payload),
        ] where column < area.right {
            canvas.write(title, Style(.heading), row: area.top, column: column, in: area)
        }
        let wrong = pulse.verdict(at: shared.present)?.place
        for (line, shown) in rows.enumerated() {
            let row = area.top + 1 + line
            draw(shown, row, columns, isWrong: shown.place == wrong, area, &canvas)
            if shown.place == cursor.row { canvas.emphasise(row: row, .selected, in: area) }
        }
    }

    /// Where the columns of a row begin.
    private struct RowColumns {
        let isNarrow: Bool
        let time, who, message, fate, payload: Int

        init(_ area: ScreenArea) {
            isNarrow = area.columns < 60
            time = area.left + 1
            who = time + (isNarrow ? 9 : 17)
            fate = who + (isNarrow ? 5 : 18)
            message = isNarrow ? area.right : who + 9
            payload = fate + 25
        }
    }

    private func draw(
        _ shown: Row, _ row: Int, _ columns: RowColumns, isWrong: Bool, _ area: ScreenArea, _ canvas: inout Canvas
    ) {
        let beat = shown.beat
        let isClient = beat.from == .fromClient
        let zone = shared.zone(CalendarTime.split(beat.time.nanoseconds).seconds)
        let time = TimeWords.timeOfDay(beat.time, offset: zone)
        canvas.write(columns.isNarrow ? String(time.prefix(8)) : time, row: row, column: columns.time, in: area)
        let sides = columns.isNarrow ? ("C→", "S←") : ("client→", "server←")
        canvas.write(
            isClient ? sides.0 : sides.1, Style(isClient ? .client : .server), row: row, column: columns.who, in: area)
        canvas.write("#\(beat.seq)", Style(.faint), row: row, column: columns.message, in: area)
        let (words, role) = words(of: beat)
        canvas.write(words, Style(role), row: row, column: columns.fate, in: area)
        var column = columns.payload
        if isWrong {
            column =
                canvas.write(
                    "◄ here it went wrong", Style(.error, .bold), row: row,
                    column: columns.isNarrow ? columns.fate + 16 : column, in: area) + 2
        }
        guard let line = shown.line, !columns.isNarrow || !isWrong else { return }
        canvas.write(
            MessageWords.visible(line.payload), Style(.faint), row: row, column: column, width: area.right - column,
            alignsRight: false, in: area)
    }

    private func words(of beat: Beat) -> (String, Role) {
        switch beat.fate {
        case .answered(let roundTrip):
            let late = beat.lateness.map { $0 == .overMedian ? "  late" : "  late: over interval" } ?? ""
            return (TimeWords.duration(roundTrip) + late, beat.lateness == nil ? .plain : .warning)
        case .missed: return ("not answered", .error)
        case .cut: return ("the end came first", .faint)
        case .waiting:
            let age = max(0, shared.present.since(beat.time))
            return ("no answer for \(TimeWords.duration(age))", age > 1_000_000_000 ? .warning : .note)
        case .unsolicited: return ("pong without a ping", .warning)
        }
    }
}
