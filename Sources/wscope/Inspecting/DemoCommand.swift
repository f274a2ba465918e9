import ArgumentParser

/// `wscope demo`: sample traffic in the terminal interface, with nothing to set up.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Shows sample traffic: chats, tickers, heartbeats that go wrong, broken peers. Nothing to set up.",
        discussion: "The peers are scripted and talk inside of the program; nothing goes over a network.")

    @Flag(help: "Write to standard output, also where that is a terminal, instead of showing the interface.")
    var headless = false

    @Option(help: ArgumentHelp("Other peers' words; the same number gives the same traffic.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup var traffic: TrafficOptions
    @OptionGroup var options: InterfaceOptions

    func run() throws {
        let plan = try TrafficPlan(traffic)
        guard !headless, InspectorRun.isPossible(), traffic.isForTheInterface else {
            ProcessSetup.finishOnInterrupt()
            return try end(DemoRun(plan: plan, seed: seed).run())
        }
        let (place, recording) = try options.recording(plan)
        let demo = DemoRun(plan: recording, seed: seed)
        let run = InspectorRun(name: "demo", place: place, filter: traffic.filter ?? "")
        let news = run.news(isLive: true)
        try end(run.run(RunThread(news) { try demo.run() }, news: news))
    }

    private func end(_ end: ProgramExit) throws {
        if end != .success { throw end }
    }
}
