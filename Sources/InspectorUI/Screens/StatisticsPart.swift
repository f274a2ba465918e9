import TextScreen

/// What of the statistics is shown: everything together, or one part with all the room there is.
enum StatisticsPart: Int, Sendable, Hashable, CaseIterable {
    case everything, rates, opcodes, sizes, roundTrips, talkers

    /// Its name.
    var title: String {
        switch self {
        case .everything: "everything"
        case .rates: "over time"
        case .opcodes: "opcodes"
        case .sizes: "sizes"
        case .roundTrips: "round trips"
        case .talkers: "top talkers"
        }
    }

    /// The part so many places on, round and round.
    func next(_ step: Int) -> StatisticsPart {
        let count = Self.allCases.count
        return Self(rawValue: ((rawValue + step) % count + count) % count) ?? .everything
    }
}

/// Where the parts of the statistics are; those that are not shown have no rows.
struct StatisticsLayout: Sendable, Hashable {
    private(set) var summary: ScreenArea
    private(set) var rates: ScreenArea
    private(set) var opcodes: ScreenArea
    private(set) var sizes: ScreenArea
    private(set) var roundTrips: ScreenArea
    private(set) var talkers: ScreenArea

    /// Lines of an area in which all parts have room.
    private static let roomy = 14
    /// Lines of the totals.
    static let summaryLines = 3

    /// The places of what is shown in an area.
    init(_ area: ScreenArea, _ part: StatisticsPart) {
        let none = ScreenArea(top: area.top, left: area.left, rows: 0, columns: 0)
        (summary, rates, opcodes, sizes, roundTrips, talkers) = (none, none, none, none, none, none)
        switch part {
        case .everything: self.place(area)
        case .rates: rates = area
        case .opcodes: opcodes = area
        case .sizes: sizes = area
        case .roundTrips: roundTrips = area
        case .talkers: talkers = area
        }
    }

    private mutating func place(_ area: ScreenArea) {
        var rest: ScreenArea
        (summary, rest) = area.split(top: Self.summaryLines)
        if area.rows < Self.roomy {
            talkers = rest
            return
        }
        (rates, rest) = rest.split(top: max(4, area.rows / 4))
        let middle: ScreenArea
        (middle, talkers) = rest.split(top: rest.rows - max(4, rest.rows / 3))
        let columns = area.columns
        let others: ScreenArea
        (opcodes, others) = middle.split(left: columns < 70 ? columns : columns / 3)
        (sizes, roundTrips) = others.split(left: others.columns / 2)
    }
}
