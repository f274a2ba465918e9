import ByteStreams
import TextScreen

/// The round trips of a connection over time, as points that are no more than a graph has dots.
struct PulseGraph: Sendable {
    /// The points.
    private(set) var points: [BrailleGraph.Point] = []
    /// From where to where they reach in time; nil where there is nothing.
    private(set) var span: (first: Timestamp, last: Timestamp)?
    /// Where it went wrong, from 0 to 1.
    private(set) var wrong: Double?
    private var made: (revision: Int, kind: HeartbeatScreen.Kind, columns: Int, connection: Int64)?

    /// Makes the points anew where something was told since, or the graph is another.
    mutating func fit(_ pulse: Pulse, _ kind: HeartbeatScreen.Kind, columns: Int, at present: Timestamp) {
        wrong = nil
        guard columns > 0, let first = pulse.beats.first, let last = pulse.beats.last else {
            (points, span, made) = ([], nil, nil)
            return
        }
        span = (first.time, last.time)
        if let verdict = pulse.verdict(at: present) { wrong = place(of: verdict.time) }
        let state = (pulse.revision, kind, columns, first.number)
        if let made, made == state { return }
        made = state
        gather(pulse.beats, dots: columns * 2)
    }

    private func place(of time: Timestamp) -> Double {
        guard let span else { return 0 }
        return min(1, max(0, Double(time.since(span.first)) / Double(max(1, span.last.since(span.first)))))
    }

    /// Of each column of dots the shortest and the longest round trip, and whether something is missing there.
    private mutating func gather(_ beats: [Beat], dots: Int) {
        var columns = [(lowest: Int64, highest: Int64, isMissing: Bool)](repeating: (.max, -1, false), count: dots)
        for beat in beats {
            let column = min(dots - 1, Int(place(of: beat.time) * Double(dots - 1)))
            if let roundTrip = beat.roundTrip {
                columns[column].lowest = min(columns[column].lowest, roundTrip)
                columns[column].highest = max(columns[column].highest, roundTrip)
            } else if beat.fate == .missed {
                columns[column].isMissing = true
            }
        }
        points = []
        for (number, column) in columns.enumerated() {
            let place = dots > 1 ? Double(number) / Double(dots - 1) : 0
            if column.isMissing { points.append(BrailleGraph.Point(place: place, value: nil)) }
            guard column.highest >= 0 else { continue }
            points.append(BrailleGraph.Point(place: place, value: Double(column.highest)))
            guard column.lowest < column.highest else { continue }
            points.append(BrailleGraph.Point(place: place, value: Double(column.lowest)))
        }
    }
}
