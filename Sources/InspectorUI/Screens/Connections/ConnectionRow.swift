import ByteStreams
import Dissection
import Sessions
import TextScreen
import WebSocketWire

/// A connection as a row of the list.
struct ConnectionRow: Sendable {
    /// Its number.
    let number: Int
    /// How it began and ended; nil where that cannot be read.
    let record: ConnectionRecord?
    /// What was counted of it.
    let tally: ConnectionTally
    /// The present of the traffic.
    let present: Timestamp

    /// Where a connection stands.
    enum State: String, Sendable, Hashable {
        case connecting, open, closing, closed, failed, refused, unknown = "?"
    }

    private var opening: ConnectionOpening? { record?.opening }
    private var closing: ConnectionClosing? { record?.closing }

    /// Where it stands.
    var state: State {
        guard let record else { return .unknown }
        guard let closing = record.closing else {
            if let handshake = record.opening.handshake, handshake.response == nil { return .connecting }
            return tally.closes > 0 ? .closing : .open
        }
        switch closing.outcome {
        case .refused: return .refused
        case .clean, .oneSided, .finished: return .closed
        case .reset, .aborted: return .failed
        case .open: return .open
        }
    }

    /// Whether it has ended.
    var hasEnded: Bool { record?.closing != nil }

    /// How it ended: what kind of end, the code, by whom, and the code's name; of one that is closing, who began.
    var ended: String { end + codeName }

    /// How it ended, without the code's name.
    private var end: String {
        if let closing { return words(of: closing) }
        return tally.firstClose.map { words(of: $0) } ?? ""
    }

    private func words(of close: ConnectionTally.Close) -> String {
        let code = close.code.map { " \($0)" } ?? ""
        return "Close\(code) by \(close.from.name), unanswered"
    }

    private func words(of closing: ConnectionClosing) -> String {
        if closing.outcome == .refused { return refusal }
        if closing.outcome == .open { return "still open at the end" }
        let code = closing.code.map { " \($0.rawValue)" } ?? ""
        let by = closing.by.map { " by \($0.name)" } ?? ""
        return closing.outcome.rawValue + code + by
    }

    /// The status with which the upgrade was refused; empty where there was no response.
    private var refusal: String {
        guard let handshake = opening?.handshake, let response = handshake.response,
            case .response(_, let status, let reason) = response.startLine
        else { return "" }
        return reason.isEmpty ? "\(status)" : "\(status) \(reason)"
    }

    /// The name of the code with which it ended, in parentheses; empty where it has none.
    private var codeName: String {
        guard let closing, closing.outcome != .refused, closing.outcome != .open else { return "" }
        return closing.code?.name.map { " (\($0))" } ?? ""
    }

    /// The upgrade that was asked for.
    private var upgrade: Upgrade? { opening?.handshake?.upgrade }

    /// The host that was asked for; the server's address where none was.
    var host: String {
        upgrade?.host ?? opening.map { "\($0.server)" } ?? ""
    }

    /// The path that was asked for.
    var path: String { upgrade?.path ?? "" }

    /// The address that was asked for.
    var url: String {
        guard let opening else { return "" }
        return upgrade?.url(over: opening.carrier) ?? "\(opening.server)"
    }

    /// How long it lasted, or has lasted, in nanoseconds.
    var age: Int64 {
        guard let opening else { return 0 }
        return max(0, (closing?.time ?? present).since(opening.time))
    }

    /// What a column says of it in so many cells: what matters most where not all of it fits.
    func text(of column: ConnectionColumn, columns: Int) -> String {
        let text = text(of: column)
        guard column == .ended, TextWidth.columns(of: text) > columns else { return text }
        return TextWidth.columns(of: end) > columns ? end.replacing(" by ", with: " ") : end
    }

    /// What a column says of it.
    func text(of column: ConnectionColumn) -> String {
        switch column {
        case .number: "\(number)"
        case .state: state.rawValue
        case .client: opening.map { "\($0.client)" } ?? ""
        case .server: opening.map { "\($0.server)" } ?? ""
        case .host: host
        case .path: path
        case .subprotocol: upgrade?.subprotocol ?? ""
        case .compression: isCompressed ? "deflate" : ""
        case .messagesUp: CountWords.short(tally.messages.client)
        case .messagesDown: CountWords.short(tally.messages.server)
        case .bytesUp: CountWords.bytes(tally.bytes.client)
        case .bytesDown: CountWords.bytes(tally.bytes.server)
        case .rate: rate
        case .lastRTT: tally.lastRoundTrip.map { TimeWords.duration($0) } ?? ""
        case .medianRTT: tally.medianRoundTrip.map { TimeWords.duration($0) } ?? ""
        case .age: TimeWords.duration(age)
        case .ended: ended
        case .findings: findings
        }
    }

    private var isCompressed: Bool {
        upgrade?.negotiation.agreedExtensions.contains { $0.text.hasPrefix("permessage-deflate") } ?? false
    }

    private var rate: String {
        guard let recent = tally.recent else { return "" }
        return Sparkline.text(
            Sparkline.gathered(recent.counts(until: present, seconds: 60).map(UInt64.init), into: 12))
    }

    private var findings: String {
        [(tally.errors, "E"), (tally.warnings, "W"), (tally.notes, "N")].filter { $0.0 > 0 }
            .map { "\($0.0)\($0.1)" }.joined(separator: " ")
    }

    /// What a column is in.
    func style(of column: ConnectionColumn) -> Style {
        switch column {
        case .state, .ended: Style(stateRole)
        case .messagesUp, .bytesUp: Style(.client)
        case .messagesDown, .bytesDown: Style(.server)
        case .rate: Style(.graph)
        case .findings: Style(tally.errors > 0 ? .error : tally.warnings > 0 ? .warning : .note)
        case .number, .client, .server, .subprotocol, .compression, .age: Style(.faint)
        case .host, .path, .lastRTT, .medianRTT: .plain
        }
    }

    private var stateRole: Role {
        switch state {
        case .connecting, .closing: .note
        case .open: .good
        case .closed: closing?.outcome == .clean ? .faint : .warning
        case .failed, .refused: .error
        case .unknown: .faint
        }
    }

    /// What it is sorted by in a column: by number, then by text.
    func key(of column: ConnectionColumn) -> (number: Int64, text: String) {
        switch column {
        case .number: (Int64(number), "")
        case .messagesUp: (Int64(clamping: tally.messages.client), "")
        case .messagesDown: (Int64(clamping: tally.messages.server), "")
        case .bytesUp: (Int64(clamping: tally.bytes.client), "")
        case .bytesDown: (Int64(clamping: tally.bytes.server), "")
        case .rate:
            (tally.recent.map { $0.counts(until: present, seconds: 60).reduce(0) { $0 &+ Int64($1) } } ?? 0, "")
        case .lastRTT: (tally.lastRoundTrip ?? -1, "")
        case .medianRTT: (tally.medianRoundTrip ?? -1, "")
        case .age: (age, "")
        case .findings:
            (Int64(tally.errors) << 40 &+ Int64(tally.warnings) << 20 &+ Int64(min(tally.notes, 1 << 20 - 1)), "")
        case .state, .client, .server, .host, .path, .subprotocol, .compression, .ended: (0, text(of: column))
        }
    }

    /// A filter that a column's value stands for; nil where it stands for none.
    func filter(by column: ConnectionColumn) -> String? {
        guard let opening else { return nil }
        switch column {
        case .number: return "conn == \(number)"
        case .client: return "client == \"\(opening.client)\""
        case .server: return "server == \"\(opening.server)\""
        case .host: return host.isEmpty ? nil : "host == \(Self.quoted(host))"
        case .path: return path.isEmpty ? nil : "path == \(Self.quoted(path))"
        case .subprotocol: return upgrade?.subprotocol.map { "subprotocol == \(Self.quoted($0))" }
        case .compression: return isCompressed ? "compressed" : "not compressed"
        case .findings: return tally.errors > 0 ? "severity == error" : "severity"
        case .ended: return closing?.code.map { "code == \($0.rawValue)" }
        case .lastRTT, .medianRTT: return tally.medianRoundTrip.map { "rtt > \($0 / 1_000_000)ms" }
        case .state, .messagesUp, .messagesDown, .bytesUp, .bytesDown, .rate, .age: return nil
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

extension ConnectionColumn {
    /// The head of the column.
    var title: String {
        switch self {
        case .number: "#"
        case .state: "State"
        case .client: "Client"
        case .server: "Server"
        case .host: "Host"
        case .path: "Path"
        case .subprotocol: "Protocol"
        case .compression: "Compr."
        case .messagesUp: "Msg→"
        case .messagesDown: "Msg←"
        case .bytesUp: "Bytes→"
        case .bytesDown: "Bytes←"
        case .rate: "Last minute"
        case .lastRTT: "RTT last"
        case .medianRTT: "RTT med."
        case .age: "Age"
        case .ended: "How it ended"
        case .findings: "Findings"
        }
    }

    /// Columns that it takes on a narrow screen, usually, and at most where there is room.
    var widths: (narrow: Int, usual: Int, most: Int) {
        switch self {
        case .number: (3, 4, 6)
        case .state: (7, 7, 10)
        case .client, .server: (15, 21, 40)
        case .host: (8, 14, 32)
        case .path: (6, 9, 32)
        case .subprotocol: (8, 8, 20)
        case .compression: (7, 7, 7)
        case .messagesUp, .messagesDown: (5, 5, 6)
        case .bytesUp, .bytesDown: (6, 6, 6)
        case .rate: (12, 12, 12)
        case .lastRTT, .medianRTT: (8, 8, 8)
        case .age: (9, 9, 9)
        case .ended: (18, 20, 42)
        case .findings: (5, 8, 10)
        }
    }

    /// Whether its values end at its right side.
    var alignsRight: Bool {
        switch self {
        case .number, .messagesUp, .messagesDown, .bytesUp, .bytesDown, .lastRTT, .medianRTT, .age: true
        default: false
        }
    }
}
