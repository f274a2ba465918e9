import ByteStreams
import Dissection
import JSONText
import WebSocketWire

/// The rows about whole connections.
extension CSVExporter {
    func write(_ opening: ConnectionOpening, _ output: inout TextOutput) {
        var row = CSVRow()
        let handshake = opening.handshake
        row.put(.type, word: "open", &output)
        row.put(.conn, opening.connection, &output)
        row.put(.time, opening.time, &output)
        row.put(.client, opening.client.description, &output)
        row.put(.server, opening.server.description, &output)
        row.put(.url, handshake?.upgrade.url(over: opening.carrier), &output)
        let version = (handshake?.request ?? handshake?.response)?.version.text
        row.put(.httpVersion, version.map { String($0.drop { $0 != "/" }.dropFirst()) }, &output)
        row.put(.status, handshake?.response?.status.map { UInt64($0.magnitude) }, &output)
        row.put(.subprotocol, handshake?.upgrade.subprotocol, &output)
        let extensions = handshake?.response?.values(of: "Sec-WebSocket-Extensions") ?? []
        row.put(.extensions, extensions.isEmpty ? nil : extensions.joined(separator: ", "), &output)
        row.put(.handshake, milliseconds: handshake?.duration, &output)
        row.put(.stream, opening.httpStream.map { UInt64($0) }, &output)
        row.put(.tlsVersion, opening.security?.version, &output)
        row.put(.tlsCipher, opening.security?.cipherSuite, &output)
        row.put(.tlsServerName, opening.security?.serverName, &output)
        row.put(.source, opening.source.rawValue, &output)
        row.put(.confidence, hundredths: opening.confidence, &output)
        row.end(&output)
    }

    func write(_ closing: ConnectionClosing, _ output: inout TextOutput) {
        var row = CSVRow()
        row.put(.type, word: "close", &output)
        row.put(.conn, closing.connection, &output)
        row.put(.time, closing.time, &output)
        row.put(.code, closing.code.map { UInt64($0.rawValue) }, &output)
        row.put(.how, word: closing.outcome.word, &output)
        if let by = closing.by { row.put(.by, word: by.word, &output) }
        row.put(.clientMessages, closing.messages.client, &output)
        row.put(.serverMessages, closing.messages.server, &output)
        row.put(.clientBytes, closing.bytes.client, &output)
        row.put(.serverBytes, closing.bytes.server, &output)
        row.end(&output)
    }
}

extension CSVRow {
    /// A cell with an opcode's name.
    mutating func put(_ column: CSVColumn, _ opcode: Opcode, _ output: inout TextOutput) {
        switch opcode {
        case .text: put(column, word: "text", &output)
        case .binary: put(column, word: "binary", &output)
        case .close: put(column, word: "close", &output)
        case .ping: put(column, word: "ping", &output)
        case .pong: put(column, word: "pong", &output)
        case .continuation: put(column, word: "continuation", &output)
        default:
            put(column, word: "0x", &output)
            output.write(byte: HexText.digit(opcode.rawValue))
        }
    }
}

extension Direction {
    /// The side's name, as the program itself says it.
    var word: StaticString { self == .fromClient ? "client" : "server" }
}

extension Severity {
    /// The severity's name, as the program itself says it.
    var word: StaticString {
        switch self {
        case .note: "note"
        case .warning: "warning"
        case .error: "error"
        }
    }
}

extension ConnectionOutcome {
    /// The outcome's name, as the program itself says it.
    var word: StaticString {
        switch self {
        case .refused: "refused"
        case .clean: "clean"
        case .oneSided: "one-sided"
        case .reset: "reset"
        case .finished: "fin"
        case .open: "open"
        case .aborted: "aborted"
        }
    }
}
