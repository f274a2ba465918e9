package import Dissection
package import JSONText

/// What of the traffic is written.
package struct Selection: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The opening and the end of connections.
    package static let connections = Selection(rawValue: 1)
    /// Messages.
    package static let messages = Selection(rawValue: 2)
    /// Frames, one by one.
    package static let frames = Selection(rawValue: 4)
    /// Findings.
    package static let findings = Selection(rawValue: 8)
    /// What is written where nothing else is asked for.
    package static let usual: Selection = [.connections, .messages, .findings]
}

/// Writes traffic in a format that people or other tools read.
package protocol Exporter {
    /// Writes what stands before the first event.
    mutating func begin(_ output: inout TextOutput)

    /// Writes a batch's events.
    mutating func write(_ batch: borrowing TrafficBatch, to output: inout TextOutput)

    /// Writes what stands behind the last event.
    mutating func finish(_ output: inout TextOutput)
}

extension Exporter {
    /// Most formats begin with their first event.
    package mutating func begin(_ output: inout TextOutput) {}

    /// Most formats end with their last event.
    package mutating func finish(_ output: inout TextOutput) {}
}
