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
        unsafe output.write(atMost: 384) { unsafe Self.put(facts: message, $0) }
        batch.withBytes(of: message) { bytes in
            if message.isCapped {
                output.write(",\"kept\":")
                output.write(bytes.byteCount)
            }
            write(payload: bytes, of: message, &output)
        }
        if let answer = message.answer { write(answer, &output) }
        if message.hasTrouble, let trouble = batch.trouble(of: message) { write(trouble, &output) }
        output.write("}\n")
    }

    /// Writes what a message line says before its payload; says how many bytes that took, less than 384.
    private static func put(facts message: Message, _ target: UnsafeMutableRawPointer) -> Int {
        var line = unsafe LineCursor(target)
        line.put("{\"type\":\"message\",\"conn\":")
        line.put(UInt64(message.connection))
        line.put(",\"seq\":")
        line.put(UInt64(message.number))
        put(time: message.time, &line)
        if message.from == .fromClient {
            line.put(",\"from\":\"client\",\"opcode\":\"")
        } else {
            line.put(",\"from\":\"server\",\"opcode\":\"")
        }
        put(opcode: message.opcode, &line)
        if let length = message.length {
            line.put(",\"length\":")
            line.put(length)
        }
        line.put(",\"wire_length\":")
        line.put(message.wireLength)
        line.put(",\"frames\":")
        line.put(UInt64(message.frames))
        if message.isCompressed {
            line.put(",\"compressed\":true")
        } else {
            line.put(",\"compressed\":false")
        }
        return line.count
    }

    private static func put(time: Timestamp, _ line: inout LineCursor) {
        line.put(",\"time\":")
        if time.nanoseconds < 0 { line.put("-") }
        let (seconds, rest) = time.nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        line.put(seconds)
        line.put(".")
        line.put(nineDigits: rest)
    }

    /// Writes an opcode's name and the quotation mark behind it.
    private static func put(opcode: Opcode, _ line: inout LineCursor) {
        switch opcode {
        case .text: line.put("text\"")
        case .binary: line.put("binary\"")
        case .ping: line.put("ping\"")
        case .pong: line.put("pong\"")
        case .close: line.put("close\"")
        case .continuation: line.put("continuation\"")
        default:
            line.put("0x")
            if opcode.rawValue < 10 {
                line.put(UInt64(opcode.rawValue))
            } else {
                line.put(["a", "b", "c", "d", "e", "f"][Int(opcode.rawValue) - 10])
            }
            line.put("\"")
        }
    }

    private func write(payload bytes: RawSpan, of message: Message, _ output: inout TextOutput) {
        if let textLength = message.textLength {
            output.write(",\"text\":")
            output.writeJSON(string: bytes.extracting(first: textLength))
            return
        }
        if message.opcode == .close, !message.hasTrouble, !message.isCapped {
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
            output.write(",\"holes\":")
            TroubleText.write(trouble.holes, to: &output)
        }
        if trouble.isIncomplete { output.write(",\"incomplete\":true") }
        if !trouble.doubt.isEmpty {
            output.write(",\"doubt\":")
            TroubleText.write(trouble.doubt, to: &output)
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

    private func write(time: Timestamp, _ output: inout TextOutput) {
        output.write(",\"time\":")
        output.write(time)
    }
}
