import ArgumentParser
import Exporters
import LiveCapture

/// `wscope export`: message logs in the formats of other tools.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the traffic of captures, a recorded session or a HAR as a message log for other tools.",
        discussion: """
            The format is named with --format, or by the ending of the output: .txt, .jsonl, .csv, .har, .log (Zeek's \
            websocket.log), .pcapng, .wscope. The output appears under its name once it is complete.
            """)

    @Argument(
        help: ArgumentHelp(
            "Captures, merged by time; or one session; or one HAR; - is standard input.", valueName: "source"))
    var files: [String]

    @OptionGroup var traffic: TrafficOptions

    @Flag(help: "Write control messages (ping, pong, close) and findings into HAR too.")
    var harControl = false

    @OptionGroup var redaction: RedactionOptions

    func run() throws {
        ProcessSetup.finishOnInterrupt()
        var plan = try TrafficPlan(traffic, otherwise: nil)
        plan.harControl = harControl
        plan.redactor = try redaction.makeRedactor()
        let end = try SourceRun(files: files, packets: nil, plan: plan).run()
        if end != .success { throw end }
    }
}
