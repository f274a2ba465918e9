package import WebSocketWire

/// What a run has seen so far, in numbers.
package struct TrafficTotals: Sendable, Hashable {
    /// Connections and attempts.
    package var connections = 0
    /// Upgrades that were refused.
    package var refused = 0
    /// Messages, control messages included.
    package var messages = 0
    /// Bytes of the messages' frames.
    package var bytes: UInt64 = 0
    /// Findings by severity.
    package var findings: [Severity: Int] = [:]

    /// Nothing seen.
    package init() {}
}
