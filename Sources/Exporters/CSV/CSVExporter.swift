import ByteStreams
package import Dissection
package import JSONText
import WebSocketWire

/// Writes traffic as a table in CSV (RFC 4180): a header line, then a row an event, with the columns of `CSVColumn`.
/// Text stands as it is, in UTF-8, with its line breaks; payloads that are no text are base64. No byte is changed: a
/// spreadsheet that takes a text beginning with `=` for a formula has to be told to import text.
package struct CSVExporter: Exporter {
    private let selection: Selection

    /// Writes what is selected.
    package init(selection: Selection = .usual) {
        self.selection = selection
    }

    /// Writes the header line.
    package mutating func begin(_ output: inout TextOutput) {
        output.write(text: CSVColumn.allCases.map(\.name).joined(separator: ",") + "\r\n")
    }

    /// Writes a batch's events, a row each.
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
                if selection.contains(.connections) { write(opening, &output) }
            case .closed(let closing):
                if selection.contains(.connections) { write(closing, &output) }
            }
        }
    }

    private func write(_ message: Message, _ batch: borrowing TrafficBatch, _ output: inout TextOutput) {
        var row = CSVRow()
        row.put(.type, word: "message", &output)
        row.put(.conn, message.connection, &output)
        row.put(.seq, message.number, &output)
        row.put(.time, message.time, &output)
        row.put(.from, word: message.from.word, &output)
        row.put(.opcode, message.opcode, &output)
        row.put(.length, message.length, &output)
        row.put(.wireLength, message.wireLength, &output)
        row.put(.frames, message.frames, &output)
        row.put(.compressed, word: message.isCompressed ? "true" : "false", &output)
        batch.withBytes(of: message) { bytes in
            let body = CloseBody.told(by: message, bytes)
            if let code = body?.code { row.put(.code, UInt64(code.rawValue), &output) }
            if case .code = body { row.put(.reason, text: bytes.extracting(2..<bytes.byteCount), &output) }
            if let answer = message.answer {
                row.put(.answers, answer.ping, &output)
                row.put(.rtt, milliseconds: answer.roundTrip, &output)
            }
            if message.isCapped { row.put(.kept, bytes.byteCount, &output) }
            if let trouble = batch.trouble(of: message) { write(trouble, &row, &output) }
            if let textLength = message.textLength {
                row.put(.text, text: bytes.extracting(first: textLength), &output)
            } else if !(body?.isTold ?? false) {
                row.put(.base64, base64: bytes, &output)
            }
        }
        row.end(&output)
    }

    private func write(_ trouble: Message.Trouble, _ row: inout CSVRow, _ output: inout TextOutput) {
        if trouble.missing > 0 { row.put(.missing, trouble.missing, &output) }
        if !trouble.holes.isEmpty {
            let holes = trouble.holes.map { "\($0.offset)+\($0.length)" }
            row.put(.holes, holes.joined(separator: " "), &output)
        }
        if trouble.isIncomplete { row.put(.incomplete, word: "true", &output) }
        if !trouble.doubt.isEmpty { row.put(.doubt, trouble.doubt.names.joined(separator: " "), &output) }
    }

    private func write(_ frame: Frame, _ output: inout TextOutput) {
        var row = CSVRow()
        let header = frame.header
        row.put(.type, word: "frame", &output)
        row.put(.conn, frame.connection, &output)
        row.put(.seq, frame.message, &output)
        row.put(.time, frame.time, &output)
        row.put(.from, word: frame.from.word, &output)
        row.put(.opcode, header.opcode, &output)
        row.put(.length, header.length, &output)
        row.put(.frame, frame.number, &output)
        row.put(.fin, word: header.isFinal ? "true" : "false", &output)
        row.put(.rsv, Int(header.reservedBits), &output)
        row.put(.mask, header.mask?.description, &output)
        row.put(.headerLength, header.headerLength, &output)
        row.end(&output)
    }

    private func write(_ finding: Finding, _ output: inout TextOutput) {
        var row = CSVRow()
        row.put(.type, word: "finding", &output)
        row.put(.conn, finding.connection, &output)
        if let message = finding.message { row.put(.seq, message, &output) }
        row.put(.time, finding.time, &output)
        row.put(.severity, word: finding.violation.rule.severity.word, &output)
        row.put(.rule, finding.violation.rule.id, &output)
        row.put(.detail, finding.violation.detail, &output)
        row.end(&output)
    }
}
