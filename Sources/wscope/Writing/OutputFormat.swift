import ArgumentParser

/// A format that traffic is written in.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, jsonl, csv, har, zeek, pcapng, sqlite

    /// The format that a file's ending stands for; nil for none.
    init?(ending path: String) {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
        switch path[dot...].dropFirst().lowercased() {
        case "txt": self = .text
        case "jsonl", "ndjson", "json": self = .jsonl
        case "csv": self = .csv
        case "har": self = .har
        case "log": self = .zeek
        case "pcapng": self = .pcapng
        case "wscope", "sqlite", "db": self = .sqlite
        default: return nil
        }
    }

    /// Whether a format keeps messages whatever is selected.
    var isWhole: Bool {
        switch self {
        case .text, .jsonl, .csv, .zeek: false
        case .har, .pcapng, .sqlite: true
        }
    }

    /// Whether a format has room for every frame header, and for compressed payloads as they were.
    var keepsWire: Bool {
        switch self {
        case .pcapng, .sqlite: true
        case .text, .jsonl, .csv, .har, .zeek: false
        }
    }
}
