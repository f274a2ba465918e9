import ByteStreams
import WebSocketWire

/// Matches one connection's pongs with its pings (RFC 6455 sections 5.5.2 and 5.5.3).
struct Heartbeats {
    /// What a pong is.
    enum Match: Equatable {
        /// The answer to a ping; earlier ones need none.
        case answer(PingAnswer)
        /// The answer to a ping that a later one's answer had already made up for.
        case late(PingAnswer)
        /// A heartbeat of its own.
        case unsolicited
    }

    private struct Ping {
        let number: Int
        let time: Timestamp
        let payload: Payload
    }

    /// What a ping and its pong have in common: the length, and as many bytes as RFC 6455 section 5.5 allows.
    private struct Payload: Equatable {
        let length: Int
        let bytes: [UInt8]

        init(_ payload: RawSpan) {
            length = payload.byteCount
            bytes = payload.extracting(first: Limits.controlPayload).copied
        }
    }

    private var open: [Ping] = []
    private var passed: [Ping] = []
    /// Pings that were forgotten to stay within the limit.
    private(set) var forgotten = 0

    /// Takes note of a ping.
    mutating func ping(_ number: Int, at time: Timestamp, _ payload: RawSpan) {
        if open.count >= DissectionLimits.openPings {
            open.removeFirst()
            forgotten += 1
        }
        open.append(Ping(number: number, time: time, payload: Payload(payload)))
    }

    /// The message numbers of the pings that have no answer.
    var unanswered: [Int] { open.map(\.number) }

    /// Finds the ping that a pong from the other side answers: of several with the same payload the oldest, since
    /// answers come in the order of questions.
    mutating func pong(at time: Timestamp, _ payload: RawSpan) -> Match {
        if open.isEmpty, passed.isEmpty { return .unsolicited }
        let wanted = Payload(payload)
        if let index = open.firstIndex(where: { $0.payload == wanted }) {
            let ping = open[index]
            passed.append(contentsOf: open[..<index])
            passed.removeFirst(max(0, passed.count - DissectionLimits.openPings))
            open.removeFirst(index + 1)
            return .answer(PingAnswer(ping: ping.number, roundTrip: time.since(ping.time)))
        }
        if let index = passed.firstIndex(where: { $0.payload == wanted }) {
            let ping = passed.remove(at: index)
            return .late(PingAnswer(ping: ping.number, roundTrip: time.since(ping.time)))
        }
        return .unsolicited
    }
}
