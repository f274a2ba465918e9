package import TextScreen

/// How times are shown.
package enum TimeFormat: String, Sendable, Hashable, CaseIterable {
    case absolute, relative, delta, utc

    /// The next one, round and round.
    var next: TimeFormat {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}

/// Which colours the screen is drawn with.
package enum ColourChoice: String, Sendable, Hashable, CaseIterable {
    /// What suits the terminal.
    case auto
    /// For a light background, and for a dark one.
    case light, dark
    /// None.
    case none
}

/// What the user has chosen and what is remembered from one run to the next.
package struct InspectorSettings: Sendable, Hashable {
    /// The columns of the connections, in order.
    package var columns = ConnectionColumn.usual
    /// The column by which connections are sorted.
    package var sortColumn = ConnectionColumn.number
    /// Whether they are sorted the other way round.
    package var isReversed = false
    /// How times are shown.
    package var timeFormat = TimeFormat.absolute
    /// Whether control messages are left out.
    package var hidesControl = false
    /// Filters that were used, the latest last.
    package var filterHistory: [String] = []
    /// Texts that were searched for, the latest last.
    package var searchHistory: [String] = []
    /// Actions whose keys are others than usual.
    package var keys: [Action: [Key]] = [:]
    /// Whether the hint for newcomers was seen.
    package var hasSeenHint = false

    /// Which colours are drawn with.
    package var colours = ColourChoice.auto
    /// Whether the mouse is asked for.
    package var usesMouse = true

    /// How much of a history is kept.
    static let longestHistory = 100

    /// The usual settings.
    package init() {}
}

/// The columns of the list of connections.
package enum ConnectionColumn: String, Sendable, Hashable, CaseIterable {
    case number, state, client, server, host, path, subprotocol, compression
    case messagesUp = "messages-up"
    case messagesDown = "messages-down"
    case bytesUp = "bytes-up"
    case bytesDown = "bytes-down"
    case rate
    case lastRTT = "last-rtt"
    case medianRTT = "median-rtt"
    case age, ended, findings

    /// What is shown where nothing was chosen.
    package static let usual: [ConnectionColumn] = [
        .number, .state, .host, .ended, .path, .messagesUp, .messagesDown, .findings, .bytesUp, .bytesDown, .rate,
        .medianRTT, .age, .client, .server, .subprotocol, .compression, .lastRTT,
    ]
}
