import ByteStreams
import Filters
import Sessions
import TextScreen

/// What all screens know together.
struct Shared {
    /// The recorded traffic.
    let session: SessionView
    /// What was counted of it so far.
    var tally = SessionTally()
    /// What the user has chosen.
    var settings: InspectorSettings
    /// Which key does what.
    var keys: KeyMap
    /// The display filter; nil for everything.
    var filter: Filter?
    /// The display filter as it was typed.
    var filterText = ""
    /// Connections that the filter matches; nil without a filter. It grows while the session is searched.
    var matching: MatchingConnections?
    /// What is marked.
    var marks = Marks()
    /// Connections and messages up to these numbers are hidden, since the list was cleared.
    var cleared = Cleared()
    /// Where the traffic comes from.
    var status = SourceStatus()
    /// The present; where the source is a file, the end of what is recorded.
    var now = Timestamp(nanoseconds: 0)
    /// Seconds to add to UTC at a time, for the place's own time.
    let zone: @Sendable (Int64) -> Int64
    /// Whether the display stands still.
    var isPaused = false
    /// What screens ask for, until the inspector has done it.
    var requests: [Request] = []

    /// What a screen asks of the inspector.
    enum Request: Sendable, Hashable {
        /// Open a screen above the present one.
        case open(ScreenKind, ScreenTarget)
        /// Open a dialog.
        case dialog(DialogKind)
        /// Ask the world for something.
        case effect(Effect)
        /// Say something in the status line.
        case say(String, Role)
        /// Show only what an expression matches.
        case filter(String)
        /// Search for a text on the present screen.
        case search(String)
    }

    /// The dialogs.
    enum DialogKind: Sendable, Hashable {
        case filter, search, export, columns, help, quit
    }

    /// What is marked.
    struct Marks: Sendable, Hashable {
        /// Connections by their numbers.
        var connections: Set<Int> = []
        /// Messages by their numbers in the session.
        var messages: Set<Int64> = []

        /// Messages that can be marked at most.
        static let mostMessages = 1_000_000
    }

    /// What is hidden since the list was cleared.
    struct Cleared: Sendable, Hashable {
        /// The last connection that is hidden, where it has ended.
        var connection = 0
        /// The last message that is hidden.
        var message: Int64 = 0
    }

    /// The present of the traffic: now where it is observed at the moment, and else when its last message ended.
    var present: Timestamp { status.isLive && !status.isEnded ? now : session.lastTime ?? now }

    /// Says something in the status line.
    mutating func say(_ words: String, _ role: Role = .note) {
        requests.append(.say(words, role))
    }

    /// Changes the settings, and has them kept.
    mutating func change(_ change: (inout InspectorSettings) -> Void) {
        change(&settings)
        requests.append(.effect(.save(settings)))
    }
}
