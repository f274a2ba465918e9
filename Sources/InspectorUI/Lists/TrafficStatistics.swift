import ByteStreams
import Dissection
import Sessions
import WebSocketWire

/// What was counted of all connections together.
struct TrafficStatistics: Sendable {
    /// Messages and bytes on the wire of an opcode, by who sent them.
    struct Share: Sendable, Hashable {
        var messages = PerDirection()
        var bytes = PerDirection()
    }

    /// By opcode; its number is the place.
    private(set) var opcodes = [Share](repeating: Share(), count: 16)
    /// Messages by the number of bits that their length takes.
    private(set) var sizes = [UInt64](repeating: 0, count: 65)
    /// Payload bytes of compressed messages, and the bytes on the wire that they took.
    private(set) var inflated: UInt64 = 0, compressed: UInt64 = 0
    /// Compressed messages.
    private(set) var compressedMessages: UInt64 = 0
    /// Round trips by the number of bits that their microseconds take.
    private(set) var roundTrips = [UInt64](repeating: 0, count: 65)
    /// Messages over time.
    private(set) var timeline = Timeline()
    /// Findings, by how bad they are.
    private(set) var errors = 0, warnings = 0, notes = 0

    /// Counts a message.
    mutating func count(_ message: borrowing MessageFacts) {
        let place = Int(message.opcode.rawValue & 0xf)
        if message.from == .fromClient {
            opcodes[place].messages.client &+= 1
            opcodes[place].bytes.client &+= message.wireLength
        } else {
            opcodes[place].messages.server &+= 1
            opcodes[place].bytes.server &+= message.wireLength
        }
        if let length = message.length {
            sizes[64 - length.leadingZeroBitCount] &+= 1
            if message.isCompressed {
                inflated &+= length
                compressed &+= message.wireLength
                compressedMessages &+= 1
            }
        }
        if let roundTrip = message.roundTrip {
            roundTrips[64 - (UInt64(max(0, roundTrip)) / 1_000).leadingZeroBitCount] &+= 1
        }
        timeline.count(message.time, bytes: message.wireLength)
    }

    /// Counts a finding.
    mutating func count(_ finding: FindingFacts) {
        switch finding.severity {
        case .error: errors += 1
        case .warning: warnings += 1
        case .note: notes += 1
        }
    }
}

/// Messages and bytes over time, in a fixed number of parts whose span doubles as time goes on.
struct Timeline: Sendable {
    /// Parts.
    static let parts = 256

    /// When the first part begins; nil while there is nothing.
    private(set) var start: Timestamp?
    /// Nanoseconds of a part.
    private(set) var span: Int64 = 100_000_000
    /// Messages of each part, as far as time has come.
    private(set) var messages: [UInt64] = []
    /// Bytes on the wire of each part.
    private(set) var bytes: [UInt64] = []

    /// Counts a message. What comes from before the first one counts with it.
    mutating func count(_ time: Timestamp, bytes count: UInt64) {
        let start = start ?? time
        self.start = start
        var place = max(0, time.since(start) / span)
        while place >= Int64(Self.parts) {
            halve()
            place = max(0, time.since(start) / span)
        }
        while messages.count <= Int(place) {
            messages.append(0)
            bytes.append(0)
        }
        messages[Int(place)] &+= 1
        bytes[Int(place)] &+= count
    }

    private mutating func halve() {
        span = span.multipliedReportingOverflow(by: 2).partialValue
        messages = Self.halved(messages)
        bytes = Self.halved(bytes)
    }

    private static func halved(_ values: [UInt64]) -> [UInt64] {
        stride(from: 0, to: values.count, by: 2).map { values[$0] &+ ($0 + 1 < values.count ? values[$0 + 1] : 0) }
    }
}
