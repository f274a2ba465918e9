import ArgumentParser
import Exporters
import Glibc
import LiveCapture
import Packets
import Sessions

/// `wscope FILE...`: the terminal interface; where there is no terminal, or an output is named, what `wscope read` writes.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows captures, a recorded session or a HAR in the terminal interface.",
        discussion: "Captures are pcap, pcapng and gzip of either; - is standard input.")

    @OptionGroup var input: InputOptions
    @OptionGroup var traffic: TrafficOptions
    @OptionGroup var options: InterfaceOptions

    func validate() throws {
        guard !input.files.isEmpty else {
            throw ValidationError("Name a capture to show; `wscope demo` shows sample traffic, `wscope --help` helps.")
        }
    }

    func run() throws {
        let plan = try TrafficPlan(traffic)
        guard InspectorRun.isPossible(readingInput: input.files.contains("-")), traffic.isForTheInterface else {
            ProcessSetup.finishOnInterrupt()
            return try end(source(plan).run())
        }
        if let session = try source(plan).checked() {
            let run = InspectorRun(
                name: session.path, place: .existing(session.path), inputs: input.files, filter: traffic.filter ?? "")
            return try end(run.run(nil, news: run.news(isLive: false, isEnded: true)))
        }
        for file in input.files { try refuseUnreadable(file) }
        try inspect(plan)
    }

    /// Shows the interface while the files are read.
    private func inspect(_ plan: TrafficPlan) throws {
        let (place, recording) = try options.recording(plan)
        let source = try source(recording)
        let run = InspectorRun(
            name: input.files.map { $0 == "-" ? "standard input" : $0 }.joined(separator: " "), place: place,
            inputs: input.files,
            filter: traffic.filter ?? "")
        let news = run.news(isLive: false)
        let size = input.files.reduce(0) { $0 &+ (Existing($1).map(\.size) ?? 0) }
        let warning = DiskRoom.warning(
            input: size, budget: recording.budget, free: DiskRoom.free(beside: place.path))
        if let warning { news.take("wscope: \(warning)", .remark) }
        try end(run.run(RunThread(news) { try source.run() }, news: news))
    }

    private func source(_ plan: TrafficPlan) throws -> SourceRun {
        SourceRun(files: input.files, packets: try input.packets(), plan: plan)
    }

    /// Tells that a file cannot be opened before anything is shown. A named pipe would take that for its one reader.
    private func refuseUnreadable(_ file: String) throws {
        do throws(SourceError) {
            if file == "-" {
                _ = try FileDescriptor.borrowed(STDIN_FILENO, named: "standard input")
            } else if Existing(file).map({ $0.isRegular || $0.isFolder }) ?? true {
                _ = try FileDescriptor.opened(file)
            }
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.unreadableInput
        }
    }

    private func end(_ end: ProgramExit) throws {
        if end != .success { throw end }
    }
}
