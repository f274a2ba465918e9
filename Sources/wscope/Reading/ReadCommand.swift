import ArgumentParser
import Dissection
import LiveCapture
import WebSocketWire

/// `wscope read`: the WebSocket story of capture files.
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Reads captures, a recorded session or a HAR, and writes what they say.",
        discussion: "Captures are pcap, pcapng and gzip of either; - is standard input.")

    @OptionGroup var input: InputOptions
    @OptionGroup var traffic: TrafficOptions

    @Flag(help: "Go on with a session that is being recorded, until its recording ends.")
    var follow = false

    @Flag(help: "List every rule that traffic is judged by, with its section and severity.")
    var rules = false

    func validate() throws {
        guard rules || !input.files.isEmpty else {
            throw ValidationError("Name a capture to read, or - for standard input.")
        }
    }

    func run() throws {
        if rules {
            StandardOutput.writeWhole(RuleList.text)
            return
        }
        ProcessSetup.finishOnInterrupt()
        let run = SourceRun(
            files: input.files, packets: try input.packets(), plan: try TrafficPlan(traffic),
            follows: follow)
        let end = try run.run()
        if end != .success { throw end }
    }
}

extension SavefileFilter {
    /// A capture filter; throws how the program ends where its expression is wrong, which it has told then.
    static func compiled(_ expression: String) throws -> SavefileFilter {
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
