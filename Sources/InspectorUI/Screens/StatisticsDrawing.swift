import ByteStreams
import Dissection
import TextScreen
import WebSocketWire

/// Draws what was counted.
struct StatisticsDrawing {
    let statistics: TrafficStatistics

    /// The totals, in lines.
    var summary: [String] {
        var messages: UInt64 = 0
        var bytes: UInt64 = 0
        for share in statistics.opcodes {
            messages &+= share.messages.client &+ share.messages.server
            bytes &+= share.bytes.client &+ share.bytes.server
        }
        var lines = ["\(CountWords.long(messages)) messages, \(CountWords.long(bytes)) wire bytes"]
        if statistics.compressedMessages > 0, statistics.inflated > 0 {
            let percent = CountWords.long(
                UInt64(min(1e15, Double(statistics.compressed) / Double(statistics.inflated) * 100)))
            lines.append(
                "compressed: \(CountWords.short(statistics.compressedMessages)) msg, to \(percent) % of "
                    + "\(CountWords.bytes(statistics.inflated)) bytes")
        }
        lines.append(
            "findings: \(CountWords.counted(statistics.errors, "error")), "
                + "\(CountWords.counted(statistics.warnings, "warning")), \(CountWords.counted(statistics.notes, "note"))"
        )
        return lines
    }

    /// Draws the totals.
    func drawSummary(_ area: ScreenArea, on canvas: inout Canvas) {
        for (row, line) in summary.enumerated() {
            canvas.write(
                line, Style(row == 0 ? .heading : .plain), row: area.top + row, column: area.left + 1, in: area)
        }
    }

    /// Draws messages over time, and bytes below them where there is room.
    func drawRates(_ area: ScreenArea, zone: (Int64) -> Int64, on canvas: inout Canvas) {
        let timeline = statistics.timeline
        guard area.rows > 1, let start = timeline.start, !timeline.messages.isEmpty else { return }
        let (graphs, axis) = area.split(top: area.rows - 1)
        if graphs.rows >= 12 {
            let (upper, lower) = graphs.split(top: graphs.rows / 2)
            drawGraph(.messages, "msg/s", upper, &canvas)
            drawGraph(.bytes, "B/s", lower, &canvas)
        } else {
            drawGraph(.messages, "msg/s", graphs, &canvas)
        }
        let end = Timestamp(nanoseconds: start.nanoseconds &+ timeline.span &* Int64(timeline.messages.count))
        for (time, isEnd) in [(start, false), (end, true)] {
            let words = TimeWords.timeOfDay(time, offset: zone(CalendarTime.split(time.nanoseconds).seconds)).prefix(8)
            canvas.write(
                String(words), Style(.faint), row: axis.top,
                column: isEnd ? axis.right - words.utf8.count : axis.left + Self.labelColumns, in: axis)
        }
    }

    /// Columns of the labels at the left side of a graph.
    private static let labelColumns = 8

    private func drawGraph(
        _ quantity: Timeline.Quantity, _ unit: String, _ area: ScreenArea, _ canvas: inout Canvas
    ) {
        let (label, plot) = area.split(left: Self.labelColumns)
        let values = statistics.timeline.perSecond(quantity, columns: plot.columns)
        let highest = values.max() ?? 0
        ColumnGraph.draw(values, highest: highest, plot, on: &canvas)
        for (row, words) in [Self.rate(highest), unit].enumerated() {
            canvas.write(
                words, Style(.faint), row: label.top + row, column: label.left, width: Self.labelColumns - 1,
                alignsRight: true, in: label)
        }
    }

    /// A rate in a few characters.
    private static func rate(_ value: Double) -> String {
        if value < 10 { return "\((value * 10).rounded() / 10)" }
        return CountWords.short(UInt64(min(1e18, value)))
    }

    /// Draws the opcodes.
    func drawOpcodes(_ area: ScreenArea, on canvas: inout Canvas) {
        guard area.rows > 1 else { return }
        canvas.write("Opcodes", Style(.heading), row: area.top, column: area.left + 1, in: area)
        let shares = statistics.opcodes.enumerated().map { place, share in
            (Opcode(rawValue: UInt8(place)), share.messages.client &+ share.messages.server)
        }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
        drawBars(shares.map { ($0.0.description, $0.1) }, area, &canvas)
    }

    /// Draws how long the messages are.
    func drawSizes(_ area: ScreenArea, on canvas: inout Canvas) {
        guard area.rows > 1, area.columns > 20 else { return }
        canvas.write("Payload bytes", Style(.heading), row: area.top, column: area.left + 1, in: area)
        drawBars(
            Self.powers(statistics.sizes, lines: area.rows - 1).map { bits, count in
                ("< " + (bits == 0 ? "1" : Self.power(bits)), count)
            }, area, &canvas)
    }

    /// Draws how long the round trips took.
    func drawRoundTrips(_ area: ScreenArea, on canvas: inout Canvas) {
        guard area.rows > 1, area.columns > 20 else { return }
        canvas.write("Ping round trips", Style(.heading), row: area.top, column: area.left + 1, in: area)
        let lines = Self.powers(statistics.roundTrips, lines: area.rows - 1)
        guard !lines.isEmpty else {
            canvas.write("none so far", Style(.faint), row: area.top + 1, column: area.left + 2, in: area)
            return
        }
        drawBars(
            lines.map { bits, count in
                ("< " + TimeWords.duration(Int64(1) << Int64(min(50, bits)) &* 1_000), count)
            }, area, &canvas)
    }

    /// The ranges that are used, from the first to the last; neighbours are added up where there are more than lines.
    private static func powers(_ counts: [UInt64], lines: Int) -> [(bits: Int, count: UInt64)] {
        guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }),
            lines > 0
        else { return [] }
        let step = (last - first) / lines + 1
        return stride(from: first, through: last, by: step).map { start in
            let end = min(last, start + step - 1)
            return (end, counts[start...end].reduce(0, &+))
        }
    }

    private static func power(_ bits: Int) -> String {
        bits >= 64 ? "2^64" : CountWords.bytes(UInt64(1) << UInt64(bits))
    }

    private func drawBars(_ bars: [(label: String, count: UInt64)], _ area: ScreenArea, _ canvas: inout Canvas) {
        let most = Double(max(1, bars.map(\.count).max() ?? 1))
        for (row, bar) in bars.prefix(area.rows - 1).enumerated() {
            Bars.draw(
                label: bar.label, share: Double(bar.count) / most, value: CountWords.short(bar.count), .graph,
                row: area.top + 1 + row, labelColumns: 10, in: area, on: &canvas)
        }
    }
}
