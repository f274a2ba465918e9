/// The screens, in the order of their numbers.
package enum ScreenKind: Int, Sendable, Hashable, CaseIterable {
    case connections = 1
    case messages, ladder, heartbeat, handshake, findings, statistics

    /// The name that people see.
    package var title: String {
        switch self {
        case .connections: "Connections"
        case .messages: "Messages"
        case .ladder: "Ladder"
        case .heartbeat: "Heartbeat"
        case .handshake: "Handshake"
        case .findings: "Findings"
        case .statistics: "Statistics"
        }
    }

    /// The action that goes there.
    var action: Action {
        switch self {
        case .connections: .screenConnections
        case .messages: .screenMessages
        case .ladder: .screenLadder
        case .heartbeat: .screenHeartbeat
        case .handshake: .screenHandshake
        case .findings: .screenFindings
        case .statistics: .screenStatistics
        }
    }

    /// A new screen of the kind.
    func screen(_ target: ScreenTarget, _ shared: inout Shared) -> any InspectorScreen {
        switch self {
        case .connections: ConnectionListScreen(shared)
        case .messages: MessagesScreen(target, &shared)
        case .ladder: LadderScreen(target, &shared)
        case .heartbeat: HeartbeatScreen(target, &shared)
        case .handshake: HandshakeScreen(target, &shared)
        case .findings: FindingsScreen(target, &shared)
        case .statistics: StatisticsScreen(target, &shared)
        }
    }
}

/// What a screen is about.
struct ScreenTarget: Sendable, Hashable {
    /// The connections, by their numbers; empty for all.
    var connections: [Int] = []
    /// The message under the cursor, by its number in the session; nil for none.
    var message: Int64?
}
