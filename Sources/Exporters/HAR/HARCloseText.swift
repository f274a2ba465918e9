import ByteStreams
import Dissection
import JSONText
import WebSocketWire

/// The part of a HAR's entry that stands behind its messages.
enum HARCloseText {
    static func write(
        _ entry: HAREntryInProgress, _ closing: ConnectionClosing?, to output: inout TextOutput
    ) {
        if let closing {
            write(state: closing, reason: entry.closeReason, &output)
            write(facts: closing, &output)
        }
        if !entry.findings.isEmpty { write(entry.findings, &output) }
        if entry.findingsLeftOut > 0 {
            output.write(",\"_wscope_findings_left_out\":")
            output.write(entry.findingsLeftOut)
        }
        let wait = max(0, entry.opening.handshake?.duration ?? 0)
        let receive = max(0, (closing?.time ?? entry.latest).since(entry.opening.time))
        output.write(",\"time\":")
        output.write(exactMilliseconds: wait.addingReportingOverflow(receive).overflow ? .max : wait + receive)
        output.write(",\"timings\":{\"blocked\":-1,\"dns\":-1,\"connect\":-1,\"ssl\":-1,\"send\":0,\"wait\":")
        output.write(exactMilliseconds: wait)
        output.write(",\"receive\":")
        output.write(exactMilliseconds: receive)
        output.write("}")
    }

    /// Writes the end as HTTP Toolkit does.
    private static func write(state closing: ConnectionClosing, reason: [UInt8]?, _ output: inout TextOutput) {
        switch closing.outcome {
        case .refused, .open: return
        case .reset, .finished, .aborted:
            guard closing.code == nil else { break }
            return output.write(",\"_webSocketClose\":\"aborted\"")
        case .clean, .oneSided: break
        }
        output.write(",\"_webSocketClose\":{")
        if let code = closing.code {
            output.write("\"code\":")
            output.write(UInt64(code.rawValue))
            output.write(",")
        }
        if let reason {
            output.write("\"reason\":")
            unsafe output.writeJSON(string: reason.span.bytes)
            output.write(",")
        }
        output.write("\"timestamp\":")
        output.write(closing.time)
        output.write("}")
    }

    /// Writes what HAR has no place for.
    private static func write(facts closing: ConnectionClosing, _ output: inout TextOutput) {
        output.write(",\"_wscope_close\":{\"time_ns\":\"")
        output.write(signed: closing.time.nanoseconds)
        output.write("\",\"how\":")
        output.writeJSON(string: closing.outcome.rawValue)
        if let by = closing.by {
            output.write(",\"by\":")
            output.writeJSON(string: by.name)
        }
        if let code = closing.code {
            output.write(",\"code\":")
            output.write(UInt64(code.rawValue))
        }
        output.write(",\"messages\":")
        write(closing.messages, &output)
        output.write(",\"bytes\":")
        write(closing.bytes, &output)
        output.write("}")
    }

    private static func write(_ numbers: PerDirection, _ output: inout TextOutput) {
        output.write("{\"client\":")
        output.write(numbers.client)
        output.write(",\"server\":")
        output.write(numbers.server)
        output.write("}")
    }

    private static func write(_ findings: [Finding], _ output: inout TextOutput) {
        output.write(",\"_wscope_findings\":[")
        for (index, finding) in findings.enumerated() {
            let rule = finding.violation.rule
            output.write(index == 0 ? "{\"time_ns\":\"" : ",{\"time_ns\":\"")
            output.write(signed: finding.time.nanoseconds)
            output.write("\"")
            if let message = finding.message {
                output.write(",\"seq\":")
                output.write(message)
            }
            let words: [(StaticString, String)] = [
                (",\"severity\":", rule.severity.rawValue), (",\"rule\":", rule.id), (",\"section\":", rule.section),
                (",\"law\":", rule.law), (",\"detail\":", finding.violation.detail),
            ]
            for (name, value) in words {
                output.write(name)
                output.writeJSON(string: value)
            }
            output.write("}")
        }
        output.write("]")
    }
}
