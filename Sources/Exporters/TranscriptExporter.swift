import ByteStreams
package import Dissection
package import JSONText
import WebSocketWire

/// Writes traffic as text made for reading and for grep: a line an event, aligned, control characters made visible.
package struct TranscriptExporter: Exporter {
    /// How lines look.
    package struct Look {
        /// Whether lines are coloured.
        package var isColoured = false
        /// Columns of the terminal, where a payload is cut to fit; nil for whole payloads.
        package var columns: Int?

        /// Plain, whole lines.
        package init() {}
    }

    private let selection: Selection
    let look: Look
    private var clock: LineClock
    private var summaries = MessageSummaries()

    /// Writes what is selected.
    package init(selection: Selection, look: Look, clock: LineClock) {
        self.selection = selection
        self.look = look
        self.clock = clock
    }

    /// Writes a batch's events, a line each.
    package mutating func write(_ batch: borrowing TrafficBatch, to output: inout TextOutput) {
        for index in 0..<batch.count {
            switch batch[index] {
            case .message(let message):
                if selection.contains(.messages) { write(message, batch, &output) }
            case .frame(let frame):
                if selection.contains(.frames) { write(frame, &output) }
            case .finding(let finding):
                if selection.contains(.findings) { write(finding, &output) }
            case .opened(let opening):
                summaries.accept(opening)
                if selection.contains(.connections) { write(opening, &output) }
            case .closed(let closing):
                summaries.accept(closing)
                if selection.contains(.connections) { write(closing, &output) }
            }
        }
    }

    /// Begins a line with its time, its connection and, where it is about one, its message, as in `#3.17`.
    private mutating func begin(
        _ time: Timestamp, _ connection: Int, message: Int? = nil, _ output: inout TextOutput
    ) {
        if look.isColoured { output.write("\u{1b}[2m") }
        clock.write(time, to: &output)
        if look.isColoured { output.write("\u{1b}[0m") }
        output.write("  ")
        output.write("#\(connection)" + (message.map { ".\($0)" } ?? ""), width: 8)
    }

    /// The arrow from the client, who stands on the left, or to it.
    private func arrow(_ direction: Direction, _ output: inout TextOutput) {
        output.styled(TextRole(direction), look.isColoured, direction == .fromClient ? "→ " : "← ")
    }

    private mutating func write(_ message: Message, _ batch: borrowing TrafficBatch, _ output: inout TextOutput) {
        begin(message.time, message.connection, message: message.number, &output)
        arrow(message.from, &output)
        let role = message.opcode.isControl ? TextRole.control : TextRole(message.from)
        output.styled(role, look.isColoured, Self.padded(message.opcode.description, 12))
        output.write(right: message.length.map(String.init) ?? "?", width: 8)
        output.write("  ")
        let trouble = batch.trouble(of: message)
        let remarks = remarks(of: message, trouble)
        batch.withBytes(of: message) { bytes in
            var room = room(beside: remarks)
            if let summary = summaries.summary(of: message, trouble, bytes) {
                room -= output.write(summary: summary, isColoured: look.isColoured, room: room)
            }
            write(payload: bytes, of: message, room: room, &output)
        }
        if !remarks.isEmpty { output.styled(.quiet, look.isColoured, "  (" + remarks + ")") }
        output.write("\n")
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }

    /// Columns left for a payload.
    private func room(beside remarks: String) -> Int {
        guard let columns = look.columns else { return .max }
        let beside = clock.width + 35 + (remarks.isEmpty ? 0 : remarks.utf8.count + 4)
        return max(16, columns - beside)
    }

    private func write(payload bytes: RawSpan, of message: Message, room: Int, _ output: inout TextOutput) {
        if let textLength = message.textLength {
            let isWhole = VisibleText.write(bytes.extracting(first: textLength), limit: room, to: &output)
            if !isWhole { output.write("…") }
        } else if message.opcode == .close, !message.hasTrouble, !message.isCapped {
            write(close: CloseBody(bytes), bytes, room: room, &output)
        } else if bytes.byteCount > 0, VisibleText.isPrintableASCII(bytes) {
            output.write("\"")
            let isWhole = VisibleText.write(bytes, limit: room - 1, to: &output)
            if isWhole { output.write("\"") } else { output.write("…") }
        } else {
            HexText.write(bytes, limit: min(room / 3, 32), to: &output)
        }
    }

    private func write(close body: CloseBody, _ bytes: RawSpan, room: Int, _ output: inout TextOutput) {
        switch body {
        case .empty: output.write("no code")
        case .unreadable: HexText.write(bytes, limit: 32, to: &output)
        case .code(let code):
            output.write(UInt64(code.rawValue))
            let name = code.name ?? "unknown code"
            output.write(text: " " + name)
            guard bytes.byteCount > 2 else { return }
            output.write(" \"")
            let limit = max(16, room - name.utf8.count - 9)
            let isWhole = VisibleText.write(bytes.extracting(2..<bytes.byteCount), limit: limit, to: &output)
            if isWhole { output.write("\"") } else { output.write("…\"") }
        }
    }

    /// What a reader has to know beside the payload.
    private func remarks(of message: Message, _ trouble: Message.Trouble?) -> String {
        var remarks: [String] = []
        if let answer = message.answer {
            remarks.append("answers \(answer.ping), \(Self.milliseconds(answer.roundTrip)) ms")
        }
        if message.frames > 1 { remarks.append("\(message.frames) frames") }
        if message.isCompressed { remarks.append("compressed, \(message.wireLength) on the wire") }
        if message.isCapped { remarks.append("capped") }
        if let trouble {
            if trouble.missing > 0 { remarks.append("\(trouble.missing) bytes missing") }
            if trouble.isIncomplete { remarks.append("incomplete") }
            remarks += trouble.doubt.names
        }
        return remarks.joined(separator: ", ")
    }

    static func milliseconds(_ nanoseconds: Int64) -> String {
        let microseconds = (nanoseconds.magnitude + 500) / 1_000
        let rest = String(microseconds % 1_000)
        let sign = nanoseconds < 0 ? "-" : ""
        return sign + "\(microseconds / 1_000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
    }

    private mutating func write(_ frame: Frame, _ output: inout TextOutput) {
        begin(frame.time, frame.connection, message: frame.message, &output)
        arrow(frame.from, &output)
        let header = frame.header
        output.write(text: Self.padded("frame", 12))
        output.write(right: String(header.length), width: 8)
        let mask = header.mask.map { "mask \($0)" } ?? "unmasked"
        output.styled(
            .quiet, look.isColoured,
            "  \(header.opcode) \(header.isFinal ? "FIN" : "···") rsv \(header.reservedBits) \(mask), "
                + "header of \(header.headerLength), frame \(frame.number) of the message")
        output.write("\n")
    }

    private mutating func write(_ finding: Finding, _ output: inout TextOutput) {
        begin(finding.time, finding.connection, message: finding.message, &output)
        let severity = finding.violation.rule.severity
        output.styled(TextRole(severity), look.isColoured, "! " + Self.padded(severity.rawValue, 12))
        output.write(
            text: "          \(finding.violation.rule.id): \(VisibleText.of(finding.violation.detail))\n")
    }

    private mutating func write(_ opening: ConnectionOpening, _ output: inout TextOutput) {
        begin(opening.time, opening.connection, &output)
        output.write("* ")
        output.styled(.plain, look.isColoured, Self.padded("open", 12))
        output.write(text: "          \(opening.client) → \(opening.server)  ")
        output.write(text: VisibleText.of(Self.words(of: opening)))
        output.write("\n")
    }

    private static func words(of opening: ConnectionOpening) -> String {
        var words: [String] = []
        if let handshake = opening.handshake {
            if let url = handshake.upgrade.url(over: opening.carrier) { words.append(url) }
            if let response = handshake.response {
                let reason = response.reason ?? ""
                words.append("\(response.status ?? 0)" + (reason.isEmpty ? "" : " \(reason)"))
            } else {
                words.append("no answer seen")
            }
            if let subprotocol = handshake.upgrade.subprotocol { words.append("subprotocol \(subprotocol)") }
            words += handshake.upgrade.negotiation.agreedExtensions.map(\.text)
            if let duration = handshake.duration { words.append("\(milliseconds(duration)) ms") }
        }
        if let stream = opening.httpStream { words.append("HTTP/2 stream \(stream)") }
        if let security = opening.security {
            words.append("TLS" + (security.version.map { " \($0)" } ?? ""))
        }
        if let confidence = opening.confidence {
            words.append("began before the capture (confidence \(confidence))")
        }
        return words.joined(separator: "  ")
    }

    private mutating func write(_ closing: ConnectionClosing, _ output: inout TextOutput) {
        begin(closing.time, closing.connection, &output)
        output.write("* ")
        output.styled(.plain, look.isColoured, Self.padded("closed", 12))
        output.write(text: "          \(closing.outcome.rawValue)")
        if let by = closing.by { output.write(text: " by \(by.name)") }
        if let code = closing.code {
            output.write(text: ", \(code.rawValue)" + (code.name.map { " \($0)" } ?? ""))
        }
        output.write(text: "; messages \(closing.messages.client) → ← \(closing.messages.server)")
        output.write(text: ", bytes \(closing.bytes.client) → ← \(closing.bytes.server)\n")
    }
}
