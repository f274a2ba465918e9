import ByteStreams
import JSONText
import WebSocketWire

/// What a stretch of text is, which decides its colour on a terminal.
enum TextRole {
    case client, server, plain, quiet, control, note, warning, error

    /// The role of what a side says.
    init(_ direction: Direction) {
        self = direction == .fromClient ? .client : .server
    }

    /// The role of a finding.
    init(_ severity: Severity) {
        switch severity {
        case .note: self = .note
        case .warning: self = .warning
        case .error: self = .error
        }
    }

    /// The escape sequence that begins it (ECMA-48 SGR).
    fileprivate var sequence: StaticString {
        switch self {
        case .client: "\u{1b}[36m"
        case .server: "\u{1b}[32m"
        case .plain: "\u{1b}[0m"
        case .quiet: "\u{1b}[2m"
        case .control: "\u{1b}[35m"
        case .note: "\u{1b}[34m"
        case .warning: "\u{1b}[33m"
        case .error: "\u{1b}[31m"
        }
    }
}

extension TextOutput {
    /// Writes in a colour where colours are wanted.
    mutating func styled(_ role: TextRole, _ isColoured: Bool, _ text: String) {
        if isColoured { write(role.sequence) }
        write(text: text)
        if isColoured { write("\u{1b}[0m") }
    }

    /// Writes what `write` writes in a colour where colours are wanted.
    mutating func styled(_ role: TextRole, _ isColoured: Bool, _ write: (inout TextOutput) -> Void) {
        if isColoured { self.write(role.sequence) }
        write(&self)
        if isColoured { self.write("\u{1b}[0m") }
    }

    /// Writes text, filled up with spaces on the right.
    mutating func write(_ text: String, width: Int) {
        write(text: text)
        for _ in 0..<max(0, width - text.utf8.count) { write(byte: 0x20) }
    }

    /// Writes text, filled up with spaces on the left.
    mutating func write(right text: String, width: Int) {
        for _ in 0..<max(0, width - text.utf8.count) { write(byte: 0x20) }
        write(text: text)
    }
}
