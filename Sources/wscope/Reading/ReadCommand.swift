import ArgumentParser
import Dissection
import Exporters
import LiveCapture
import Packets
import Sessions
import WebSocketWire

/// `wscope read`: the WebSocket story of capture files.
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: """
            Reads captures (pcap, pcapng, gzip of either, - for standard input) or a recorded session, and writes what \
            they say.
            """)

    @Argument(
        help: ArgumentHelp("Captures, merged by time, - being standard input; or one session.", valueName: "file"))
    var files: [String] = []

    @Option(
        name: [.customShort("f"), .customLong("capture-filter")],
        help: ArgumentHelp(
            "Read only the packets that this filter accepts, such as 'tcp port 8080' (see man pcap-filter).",
            valueName: "expression"))
    var captureFilter: String?

    @OptionGroup var traffic: TrafficOptions

    @Flag(help: "List every rule that traffic is judged by, with its section and severity.")
    var rules = false

    func validate() throws {
        guard rules || !files.isEmpty else {
            throw ValidationError("Name a capture to read, or - for standard input.")
        }
    }

    func run() throws {
        if rules {
            StandardOutput.writeWhole(RuleList.text)
            return
        }
        ProcessSetup.finishOnInterrupt()
        let end =
            switch traffic.format {
            case .jsonl: try run(JSONLinesExporter(selection: traffic.selection))
            case .text:
                try run(
                    TranscriptExporter(
                        selection: traffic.selection, look: traffic.look,
                        clock: LineClock(style: traffic.time, zone: TrafficOptions.zoneOffset)))
            }
        if end != .success { throw end }
    }

    private func run(_ format: some Exporter) throws -> ProgramExit {
        guard let session = files.first(where: SessionFile.isDatabase) else {
            return try OfflineRun(files: files, filter: try captureFilter.map(compiled), options: traffic).run(format)
        }
        guard files.count == 1, captureFilter == nil, traffic.write == nil else {
            Diagnostics.write(
                "wscope: \(session): a session is read by itself: leave out the other files, -f and -w")
            throw ProgramExit.usage
        }
        return SessionRun(path: session, options: traffic).run(format)
    }

    private func compiled(_ expression: String) throws -> SavefileFilter {
        do throws(CaptureError) {
            return try SavefileFilter(expression)
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit(error)
        }
    }
}

/// The rules by which traffic is judged, for people.
enum RuleList {
    static var text: String {
        let rules = HandshakeRules.all + ExtendedConnect.all + FrameRules.all + StreamRules.all
        let width = rules.map(\.id.utf8.count).max() ?? 0
        let sectionWidth = rules.map(\.section.utf8.count).max() ?? 0
        return rules.map { rule in
            pad(rule.id, width) + "  " + pad(rule.severity.rawValue, 7) + "  " + pad(rule.section, sectionWidth) + "  "
                + rule.law + "\n"
        }.joined()
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
}
