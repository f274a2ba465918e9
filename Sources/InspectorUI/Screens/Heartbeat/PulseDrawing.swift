import ByteStreams
import Dissection
import PayloadViews
import TextScreen

/// Draws the heartbeat of a connection.
struct PulseDrawing {
    let pulse: Pulse
    let kind: HeartbeatScreen.Kind
    /// The heartbeat that is not shown.
    let other: Pulse?
    let dialect: Dialect?
    /// Why the application's heartbeat could not be looked for.
    let problem: String?
    let shared: Shared

    /// A beat that is shown.
    struct Row: Sendable, Hashable {
        /// Its place among those that are kept.
        let place: Int
        let beat: Beat
        /// Its message, where it could be read.
        let line: MessageLine?
    }

    private static let labelColumns = 9

    /// Columns that an area's graph has beside its labels.
    static func plotColumns(_ area: ScreenArea) -> Int { area.rows > 2 ? max(0, area.columns - labelColumns) : 0 }

    /// The time of day at the place where wscope runs, to a second.
    static func time(_ time: Timestamp, _ shared: Shared) -> String { String(precise(time, shared).prefix(8)) }

    private static func precise(_ time: Timestamp, _ shared: Shared) -> String {
        TimeWords.timeOfDay(time, offset: shared.zone(CalendarTime.split(time.nanoseconds).seconds))
    }

    /// Says what it comes to, and when it went wrong.
    func drawWords(_ area: ScreenArea, on canvas: inout Canvas) {
        let verdict = pulse.verdict(at: shared.present)
        let room = max(1, area.columns - 2)
        let summary = roundTrips.isEmpty ? counts : "\(roundTrips)   \(counts)"
        let fits = TextWidth.columns(of: summary) <= room
        var lines = [(fits ? summary : counts, Style.plain)]
        let words = verdict.map { "went wrong at \(Self.time($0.time, shared)): \($0.words)" } ?? calm
        let style = verdict == nil ? Style(pulse.beats.isEmpty ? .faint : .good) : Style(.error, .bold)
        let key = verdict?.place == nil ? "" : "  (\(shared.keys.keyName(of: .searchNext)) goes there)"
        let isShort = TextWidth.columns(of: words + key) > room
        let wrapped = WrappedText.lines(isShort ? words : words + key, columns: room)
        lines += wrapped.prefix(area.rows > 3 ? 1 : 2).map { ($0, style) }
        lines.append((fits || intervals.isEmpty ? intervals : "\(roundTrips)   \(intervals)", Style(.faint)))
        lines.append((apart, Style(.comment)))
        for (row, line) in lines.prefix(area.rows).enumerated() {
            canvas.write(
                line.0, line.1, row: area.top + row, column: area.left + 1, width: room, alignsRight: false, in: area)
        }
    }

    private var roundTrips: String {
        let shares = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1)].compactMap { name, share in
            pulse.roundTrips.quantile(share).map { "\(name) \(TimeWords.duration($0))" }
        }
        return shares.isEmpty ? "" : "RTT " + shares.joined(separator: "  ")
    }

    private var counts: String {
        var counts = ["\(pulse.answered) answered", "\(pulse.missed) missed", "\(pulse.late) late"]
        counts.append("\(pulse.unsolicited) unsolicited")
        if pulse.waiting > 0 { counts.append("\(pulse.waiting) waiting") }
        if pulse.cut > 0 { counts.append("\(pulse.cut) cut by the end") }
        return counts.joined(separator: ", ")
    }

    /// What is said where nothing went wrong: the rule, too.
    private var calm: String {
        guard !pulse.beats.isEmpty else {
            return kind == .control ? "no ping and no pong so far" : "nothing like a heartbeat so far"
        }
        return "all is well: no ping unanswered, no answer late "
            + "(\(Pulse.lateFactor) times the median before it, or longer than the interval)"
    }

    private var intervals: String {
        var words = Direction.allCases.compactMap { side -> String? in
            guard let gaps = pulse.intervals[side], let median = gaps.median, let low = gaps.quantile(0.25),
                let high = gaps.quantile(0.75)
            else { return nil }
            return "\(side.name) pings every \(TimeWords.duration(median)), jitter \(TimeWords.duration(high - low))"
        }
        if pulse.dropped > 0 { words.append("only the last \(CountWords.long(UInt64(pulse.beats.count))) are listed") }
        return words.joined(separator: "   ")
    }

    /// What is said of the heartbeat that is not shown, or of what is shown where it is a guess.
    private var apart: String {
        let key = shared.keys.keyName(of: .changeView)
        if let problem { return "the application's heartbeat could not be looked for: \(problem)" }
        if kind == .spoken {
            return "guessed from \(SpokenBeat.words(dialect)); \(key) shows WebSocket's pings"
        }
        guard let other, !other.beats.isEmpty else { return "" }
        let rtt = other.roundTrips.quantile(0.5).map { ", RTT p50 \(TimeWords.duration($0))" } ?? ""
        let wrong = other.verdict(at: shared.present).map { ", went wrong at \(Self.time($0.time, shared))" } ?? ""
        let counts = "\(other.answered) answered, \(other.missed) missed"
        return "application (a guess): \(counts)\(rtt)\(wrong)  (\(key) shows it)"
    }

    /// Draws the round trips over time.
    func drawGraph(_ graph: PulseGraph, _ area: ScreenArea, on canvas: inout Canvas) {
        guard area.rows > 2, let span = graph.span else { return }
        let highest = pulse.roundTrips.longest ?? 1
        let (labels, plot) = area.split(left: Self.labelColumns)
        let (dots, axis) = plot.split(top: plot.rows - 1)
        BrailleGraph(points: graph.points, highest: Double(highest), peak: graph.wrong).draw(dots, on: &canvas)
        for (row, label) in [
            (labels.top, TimeWords.duration(highest)),
            (labels.top + (dots.rows - 1) / 2, TimeWords.duration(highest / 2)),
            (dots.bottom - 1, "0"),
        ] {
            canvas.write(
                label, Style(.faint), row: row, column: labels.left, width: Self.labelColumns - 1, alignsRight: true,
                in: labels)
        }
        let (first, last) = (Self.time(span.first, shared), Self.time(span.last, shared))
        canvas.write(first, Style(.faint), row: axis.top, column: axis.left, in: axis)
        canvas.write(last, Style(.faint), row: axis.top, column: axis.right - last.utf8.count, in: axis)
        guard let wrong = graph.wrong, let verdict = pulse.verdict(at: shared.present) else { return }
        let column = axis.left + Int(wrong * Double(max(0, axis.columns - 1)))
        canvas.write("▲", Style(.error, .bold), row: axis.top, column: column, in: axis)
        let time = Self.time(verdict.time, shared)
        guard column - axis.left > 18, axis.right - column > 11 else { return }
        canvas.write(time, Style(.error), row: axis.top, column: column - time.utf8.count - 1, in: axis)
    }

    /// Draws how many round trips took how long, and where the shares lie.
    func drawHistogram(_ area: ScreenArea, on canvas: inout Canvas) {
        guard area.rows > 2, area.columns > 24 else { return }
        let lines = HistogramLines(pulse.roundTrips, rows: area.rows)
        let most = Double(lines.map(\.count).max() ?? 1)
        let inner = area.split(left: area.columns - 12).first
        for (row, line) in lines.enumerated() {
            Bars.draw(
                label: "to " + TimeWords.duration(line.bound), share: Double(line.count) / max(1, most),
                value: line.count > 0 ? "\(line.count)" : "", .graph, row: area.top + row, labelColumns: 11, in: inner,
                on: &canvas)
            canvas.write(line.marks, Style(.note), row: area.top + row, column: inner.right + 1, in: area)
        }
    }
}
