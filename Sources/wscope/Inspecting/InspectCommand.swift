import ArgumentParser
import Exporters
import LiveCapture
import Packets
import Sessions

/// `wscope FILE...`: the terminal interface; where there is no terminal, or an output is named, what `wscope read` writes.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows captures, a recorded session or a HAR in the terminal interface.",
        discussion: "Captures are pcap, pcapng and gzip of either; - is standard input.")

    @Argument(help: ArgumentHelp("Captures, merged by time; or one session; or one HAR.", valueName: "file"))
    var files: [String] = []

    @Option(
        name: [.customShort("f"), .customLong("capture-filter")],
        help: ArgumentHelp(
            "Read only the packets that this filter accepts, such as 'tcp port 8080' (see man pcap-filter).",
            valueName: "expression"))
    var captureFilter: String?

    @OptionGroup var traffic: TrafficOptions
    @OptionGroup var options: InterfaceOptions

    func validate() throws {
        guard !files.isEmpty else {
            throw ValidationError("Name a capture to show; `wscope demo` shows sample traffic, `wscope --help` helps.")
        }
    }

    func run() throws {
        guard InspectorRun.isPossible, traffic.isForTheInterface else {
            ProcessSetup.finishOnInterrupt()
            return try end(source(try TrafficPlan(traffic)).run())
        }
        let plan = try TrafficPlan(traffic)
        if let session = files.first(where: SessionFile.isDatabase), files.count == 1 {
            let run = InspectorRun(
                name: session, place: .existing(session), filter: traffic.filter ?? "", isQuiet: traffic.quiet)
            return try end(run.run(nil, news: run.news(isLive: false, isEnded: true)))
        }
        for file in files where file != "-" { try refuseUnreadable(file) }
        let place = try options.place(plan)
        let source = try source(plan.recording(in: place.path, budget: options.budget(in: UserFolders.state)))
        let run = InspectorRun(
            name: files.joined(separator: " "), place: place, filter: traffic.filter ?? "", isQuiet: traffic.quiet)
        let news = run.news(isLive: false)
        try end(run.run(RunThread(news) { try source.run() }, news: news))
    }

    private func source(_ plan: TrafficPlan) throws -> SourceRun {
        SourceRun(files: files, packets: try captureFilter.map(SavefileFilter.compiled), plan: plan)
    }

    /// Tells that a file cannot be opened before anything is shown.
    private func refuseUnreadable(_ file: String) throws {
        do throws(SourceError) {
            _ = try FileDescriptor.opened(file)
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.unreadableInput
        }
    }

    private func end(_ end: ProgramExit) throws {
        if end != .success { throw end }
    }
}
