package import Dissection
package import JSONText
import WebSocketWire

/// Writes connections as HAR 1.2 with Chrome's `_webSocketMessages`: an entry a connection, refused ones included. What HAR
/// has no place for stands under names of our own that begin with `_`, so that `HARImporter` tells the same again.
///
/// An entry holds its messages, so events have to come connection by connection: the opening, the messages in order, the
/// closing. Events about any other connection than the one opened last are left out and counted.
package struct HARExporter: Exporter {
    private let program: String
    private let includesControl: Bool
    private var entry: HAREntryInProgress?
    private var entries = 0
    /// Events that came while another connection's entry was being written.
    package private(set) var strays = 0

    /// Writes data messages; control messages and findings too where they are asked for. `version` is that of the program.
    package init(program version: String, includesControl: Bool = false) {
        program = version
        self.includesControl = includesControl
    }

    /// Writes what stands before the first entry.
    package mutating func begin(_ output: inout TextOutput) {
        output.write("{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"wscope\",\"version\":")
        output.writeJSON(string: program)
        output.write("},\"pages\":[],\"entries\":[")
    }

    /// Writes a batch's events, which are one connection's after the other's.
    package mutating func write(_ batch: borrowing TrafficBatch, to output: inout TextOutput) {
        for index in 0..<batch.count {
            switch batch[index] {
            case .opened(let opening): begin(opening, &output)
            case .message(let message):
                if isCurrent(message.connection) { write(message, batch, &output) }
            case .frame: break
            case .finding(let finding):
                if isCurrent(finding.connection), includesControl { entry?.note(finding) }
            case .closed(let closing):
                if isCurrent(closing.connection) { end(closing, &output) }
            }
        }
    }

    /// Writes what stands behind the last entry.
    package mutating func finish(_ output: inout TextOutput) {
        end(nil, &output)
        output.write("\n]}}\n")
    }

    private mutating func isCurrent(_ connection: Int) -> Bool {
        let isCurrent = entry?.opening.connection == connection
        if !isCurrent { strays += 1 }
        return isCurrent
    }

    private mutating func begin(_ opening: ConnectionOpening, _ output: inout TextOutput) {
        end(nil, &output)
        output.write(entries == 0 ? "\n" : ",\n")
        entries += 1
        HAREntryText.write(opening, to: &output)
        output.write(",\"_webSocketMessages\":[")
        entry = HAREntryInProgress(opening)
    }

    private mutating func write(
        _ message: Message, _ batch: borrowing TrafficBatch, _ output: inout TextOutput
    ) {
        batch.withBytes(of: message) { bytes in
            entry?.note(message, bytes)
            guard includesControl || !message.opcode.isControl else { return }
            if entry?.takeComma() ?? false { output.write(",\n") } else { output.write("\n") }
            HARMessageText.write(message, batch.trouble(of: message), bytes, to: &output)
        }
    }

    private mutating func end(_ closing: ConnectionClosing?, _ output: inout TextOutput) {
        guard let ended = entry else { return }
        entry = nil
        output.write("]")
        HARCloseText.write(ended, closing, to: &output)
        output.write("}")
    }
}
