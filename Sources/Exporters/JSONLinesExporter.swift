import ByteStreams
package import Dissection
package import JSONText
import WebSocketWire

/// Writes traffic as JSON lines: one object a line, unknown values left out.
package struct JSONLinesExporter: Exporter {
    private let selection: Selection

    /// Writes what is selected.
    package init(selection: Selection = .usual) {
        self.selection = selection
    }

    /// Writes a batch's events, a line each.
    package mutating func write(_ batch: borrowing TrafficBatch, to output: inout TextOutput) {
        for event in batch.events {
            switch event {
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
        output.write("{\"type\":\"message\",\"conn\":")
        output.write(message.connection)
        output.write(",\"seq\":")
        output.write(message.number)
        write(time: message.time, &output)
        write(sender: message.from, opcode: message.opcode, &output)
        if let length = message.length {
            output.write(",\"length\":")
            output.write(length)
        }
        output.write(",\"wire_length\":")
        output.write(message.wireLength)
        output.write(",\"frames\":")
        output.write(message.frames)
        if message.isCompressed {
            output.write(",\"compressed\":true")
        } else {
            output.write(",\"compressed\":false")
        }
        batch.withBytes(of: message) { bytes in
            if message.isCapped {
                output.write(",\"kept\":")
                output.write(bytes.byteCount)
            }
            write(payload: bytes, of: message, &output)
        }
        if let answer = message.answer { write(answer, &output) }
        if let trouble = message.trouble { write(trouble, &output) }
        output.write("}\n")
    }

    private func write(payload bytes: RawSpan, of message: Message, _ output: inout TextOutput) {
        if let textLength = message.textLength {
            output.write(",\"text\":")
            output.writeJSON(string: bytes.extracting(first: textLength))
            return
        }
        if message.opcode == .close, message.trouble == nil, !message.isCapped {
            switch CloseBody(bytes) {
            case .empty: return
            case .code(let code):
                output.write(",\"code\":")
                output.write(UInt64(code.rawValue))
                output.write(",\"reason\":")
                output.writeJSON(string: bytes.extracting(2..<bytes.byteCount))
                return
            case .unreadable(let code):
                if let code {
                    output.write(",\"code\":")
                    output.write(UInt64(code.rawValue))
                }
            }
        }
        output.write(",\"base64\":")
        output.writeJSON(base64: bytes)
    }

    private func write(_ answer: PingAnswer, _ output: inout TextOutput) {
        output.write(",\"answers\":")
        output.write(answer.ping)
        output.write(",\"rtt_ms\":")
        output.write(milliseconds: answer.roundTrip)
    }

    private func write(_ trouble: Message.Trouble, _ output: inout TextOutput) {
        if trouble.missing > 0 {
            output.write(",\"missing\":")
            output.write(trouble.missing)
        }
        if !trouble.holes.isEmpty {
            output.write(",\"holes\":[")
            for (index, hole) in trouble.holes.enumerated() {
                output.write(index == 0 ? "[" : ",[")
                output.write(hole.offset)
                output.write(",")
                output.write(hole.length)
                output.write("]")
            }
            output.write("]")
        }
        if trouble.isIncomplete { output.write(",\"incomplete\":true") }
        if !trouble.doubt.isEmpty {
            output.write(",\"doubt\":[")
            for (index, name) in trouble.doubt.names.enumerated() {
                if index > 0 { output.write(",") }
                output.writeJSON(string: name)
            }
            output.write("]")
        }
    }

    private func write(_ frame: Frame, _ output: inout TextOutput) {
        output.write("{\"type\":\"frame\",\"conn\":")
        output.write(frame.connection)
        output.write(",\"seq\":")
        output.write(frame.message)
        output.write(",\"frame\":")
        output.write(frame.number)
        write(time: frame.time, &output)
        output.write(",\"from\":")
        output.writeJSON(string: frame.from.name)
        output.write(frame.header.isFinal ? ",\"fin\":true,\"rsv\":" : ",\"fin\":false,\"rsv\":")
        output.write(Int(frame.header.reservedBits))
        output.write(",\"opcode\":")
        output.writeJSON(string: frame.header.opcode.description)
        if let mask = frame.header.mask {
            output.write(",\"masked\":true,\"mask\":")
            output.writeJSON(string: mask.description)
        } else {
            output.write(",\"masked\":false")
        }
        output.write(",\"header_length\":")
        output.write(frame.header.headerLength)
        output.write(",\"length\":")
        output.write(frame.header.length)
        output.write("}\n")
    }

    private func write(_ finding: Finding, _ output: inout TextOutput) {
        output.write("{\"type\":\"finding\",\"conn\":")
        output.write(finding.connection)
        if let message = finding.message {
            output.write(",\"seq\":")
            output.write(message)
        }
        write(time: finding.time, &output)
        output.write(",\"severity\":")
        output.writeJSON(string: finding.violation.rule.severity.rawValue)
        output.write(",\"rule\":")
        output.writeJSON(string: finding.violation.rule.id)
        output.write(",\"detail\":")
        output.writeJSON(string: finding.violation.detail)
        output.write("}\n")
    }

    private func write(sender: Direction, opcode: Opcode, _ output: inout TextOutput) {
        output.write(sender == .fromClient ? ",\"from\":\"client\",\"opcode\":" : ",\"from\":\"server\",\"opcode\":")
        switch opcode {
        case .text: output.write("\"text\"")
        case .binary: output.write("\"binary\"")
        default: output.writeJSON(string: opcode.description)
        }
    }

    private func write(time: Timestamp, _ output: inout TextOutput) {
        output.write(",\"time\":")
        output.write(time)
    }
}
