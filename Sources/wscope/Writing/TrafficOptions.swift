import ArgumentParser
import Dissection
import Exporters
import Glibc

/// A kind of event to write.
enum EventKind: String, ExpressibleByArgument, CaseIterable {
    case connections, messages, frames, findings

    var selection: Selection {
        switch self {
        case .connections: .connections
        case .messages: .messages
        case .frames: .frames
        case .findings: .findings
        }
    }
}

/// When to colour text.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}

extension TimeStyle: ExpressibleByArgument {}

/// A port that speaks WebSocket without having been seen to agree on it.
struct NamedPort: ExpressibleByArgument {
    let port: UInt16
    let deflates: Bool

    init?(argument: String) {
        let words = argument.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = words.first, let port = UInt16(first), port > 0, words.count <= 2 else { return nil }
        guard words.count == 1 || words[1] == "deflate" else { return nil }
        self.port = port
        deflates = words.count == 2
    }
}

/// A number of bytes, such as `4096`, `64k` or `1Mi`.
struct ByteCount: ExpressibleByArgument {
    let bytes: Int

    init(bytes: Int) {
        self.bytes = bytes
    }

    init?(argument: String) {
        let units = ["Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "k": 1_000, "M": 1_000_000, "G": 1_000_000_000]
        let unit = units.first { argument.hasSuffix($0.key) }
        guard let number = Int(argument.dropLast(unit?.key.count ?? 0)), number >= 0 else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: unit?.value ?? 1)
        guard !overflow else { return nil }
        self.bytes = bytes
    }

    /// A number of bytes for people.
    static func words(_ bytes: UInt64) -> String {
        for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where bytes >> UInt64(shift) > 0 {
            let tenths = ((bytes >> UInt64(shift - 10)) * 10) >> 10
            return tenths % 10 == 0 || tenths >= 1_000
                ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
        }
        return "\(bytes) bytes"
    }

    var defaultValueDescription: String {
        bytes > 0 && bytes % (1 << 20) == 0 ? "\(bytes >> 20)Mi" : String(bytes)
    }
}

/// The flags of every command that shows traffic.
struct TrafficOptions: ParsableArguments {
    @Option(
        help: """
            How traffic is written: text (a line a message, for reading), jsonl (an object a line), csv, har, zeek \
            (websocket.log), pcapng (packets as Wireshark opens them, decrypted) or sqlite (a session file). Otherwise \
            as the ending of --output says, or text.
            """)
    var format: OutputFormat?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write to this file, which appears once it is complete; - is standard output.", valueName: "path"))
    var output: String?

    @Option(
        name: [.customShort("Y"), .customLong("filter")],
        help: ArgumentHelp(
            "Show only what this filter matches, such as 'length > 1k and from == server' (see `wscope filter-help`).",
            valueName: "expression"))
    var filter: String?

    @Option(
        help: ArgumentHelp(
            "End with exit code 1 where a message, a connection or a finding matches this filter.",
            valueName: "expression"))
    var failIf: String?

    @Option(
        help: """
            Write only connections, messages, frames or findings (repeatable; otherwise connections, messages and \
            findings).
            """)
    var only: [EventKind] = []

    @Option(help: ArgumentHelp("Keep at most so much of each message; 0 is no limit.", valueName: "bytes"))
    var maxPayload = ByteCount(bytes: 16 << 20)

    @Option(
        help: ArgumentHelp("Read a port as WebSocket without having seen a handshake.", valueName: "port[,deflate]"))
    var decodeAs: [NamedPort] = []

    @Option(
        help: ArgumentHelp(
            """
            Open TLS with the secrets in this key log, as SSLKEYLOGFILE makes it (repeatable; followed while it grows \
            in live modes). Secrets inside a pcapng are found without it.
            """, valueName: "file"))
    var keylog: [String] = []

    @Option(
        name: [.customShort("w"), .customLong("write")],
        help: ArgumentHelp(
            "Record everything in a session file as well, to be read, searched and exported later.",
            valueName: "session"))
    var write: String?

    @Option(
        help: "Times in text: absolute (this place's), relative to the first line, delta to the line before, or utc.")
    var time = TimeStyle.absolute

    @Option(help: "Colour text: auto (on a terminal, unless NO_COLOR is set), always or never.")
    var color = ColourChoice.auto

    @Flag(name: .shortAndLong, help: "Leave out the summary and the progress.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say more in the summary: everything that was counted.")
    var verbose = false

    var selection: Selection {
        only.isEmpty ? .usual : only.reduce(into: []) { $0.insert($1.selection) }
    }

    /// Whether nothing asks for output, so that the traffic may be shown in the interface.
    var isForTheInterface: Bool { format == nil && output == nil && only.isEmpty && failIf == nil }

    /// The path of the file to write; nil for standard output.
    var outputPath: String? { output == "-" ? nil : output }

    /// How text looks where it is written.
    var look: TranscriptExporter.Look {
        var look = TranscriptExporter.Look()
        let isOnTerminal = StandardOutput.isTerminal && outputPath == nil
        look.columns = isOnTerminal ? StandardOutput.columns : nil
        switch color {
        case .always: look.isColoured = true
        case .never: look.isColoured = false
        case .auto:
            let isRefused = unsafe getenv("NO_COLOR").map { unsafe $0.pointee != 0 } ?? false
            look.isColoured = isOnTerminal && !isRefused
        }
        return look
    }

    /// This place's difference to UTC, in seconds, at a time.
    static func zoneOffset(_ seconds: Int64) -> Int64 {
        var moment = time_t(seconds)
        var parts = unsafe tm()
        guard unsafe localtime_r(&moment, &parts) != nil else { return 0 }
        return unsafe Int64(parts.tm_gmtoff)
    }
}
