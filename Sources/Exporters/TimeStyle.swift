package import ByteStreams
package import JSONText

/// How the time of a line is written in text made for reading.
package enum TimeStyle: String, Sendable, Hashable, CaseIterable {
    /// Date and time of the place where wscope runs.
    case absolute
    /// Seconds since the first line.
    case relative
    /// Seconds since the line before.
    case delta
    /// Date and time in UTC.
    case utc
}

/// Writes the times of lines in one style, all of the same width.
package struct LineClock {
    /// Seconds to add to UTC at a time (in seconds since the epoch) for the place's own time.
    package typealias ZoneOffset = (Int64) -> Int64

    private let style: TimeStyle
    private let zone: ZoneOffset
    private var first: Timestamp?
    private var last: Timestamp?

    /// A clock in a style, at a place.
    package init(style: TimeStyle, zone: @escaping ZoneOffset) {
        self.style = style
        self.zone = zone
    }

    /// Columns that every time takes.
    package var width: Int {
        switch style {
        case .absolute: 26
        case .utc: 27
        case .relative, .delta: 12
        }
    }

    /// Writes a line's time.
    package mutating func write(_ time: Timestamp, to output: inout TextOutput) {
        switch style {
        case .absolute:
            writeDate(time, offset: zone(CalendarTime.split(time.nanoseconds).seconds), &output)
        case .utc:
            writeDate(time, offset: 0, &output)
            output.write(byte: 0x5a)
        case .relative: writeSeconds(time.since(first ?? time), &output)
        case .delta: writeSeconds(time.since(last ?? time), &output)
        }
        if first == nil { first = time }
        last = time
    }

    private func writeSeconds(_ nanoseconds: Int64, _ output: inout TextOutput) {
        let (seconds, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        let text = (nanoseconds < 0 ? "-" : "") + String(seconds)
        output.write(text: String(repeating: " ", count: max(0, 5 - text.utf8.count)) + text + ".")
        output.write(rest / 1_000, digits: 6)
    }

    private func writeDate(_ time: Timestamp, offset: Int64, _ output: inout TextOutput) {
        let (utc, rest) = CalendarTime.split(time.nanoseconds)
        let date = CalendarTime(seconds: utc, offset: offset)
        output.write(date.year, digits: 4)
        output.write("-")
        output.write(date.month, digits: 2)
        output.write("-")
        output.write(date.day, digits: 2)
        output.write(style == .utc ? "T" : " ")
        output.write(date.hour, digits: 2)
        output.write(":")
        output.write(date.minute, digits: 2)
        output.write(":")
        output.write(date.second, digits: 2)
        output.write(".")
        output.write(rest / 1_000, digits: 6)
    }
}
