import ArgumentParser
import Interception
import ProxyServer

/// `wscope proxy`: the man in the middle.
struct ProxyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proxy",
        abstract: "Relays connections as a proxy and shows what they say, while it happens.",
        discussion: """
            Modes: regular (an HTTP proxy, the default, on 127.0.0.1:8080), reverse:ws://HOST:PORT (every connection \
            goes there) and socks5 (on 127.0.0.1:1080); each may end with @PORT or @HOST:PORT, where it listens.

            Bytes go on as they come, before they are looked at; TLS passes without being opened. Ends on Ctrl-C, with everything written and the files \
            closed; then the totals are told.
            """)

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Listen in this mode (repeatable), such as reverse:ws://127.0.0.1:9000@8080.",
            valueName: "name[:data][@[host:]port]"))
    var mode: [ProxyMode] = []

    @Option(help: ArgumentHelp("Listen on this address where the mode names none.", valueName: "host"))
    var listenHost = "127.0.0.1"

    @Option(
        name: [.customShort("p"), .long],
        help: ArgumentHelp("Listen on this port where the mode names none.", valueName: "port"))
    var listenPort: UInt16?

    @Option(
        help: ArgumentHelp(
            "Ask clients of regular and socks5 for a user and a password.", valueName: "user:password"))
    var proxyAuth: ProxyCredentials?

    @Flag(help: "Allow to listen where other machines reach it: they can use the proxy then.")
    var allowRemote = false

    @Flag(help: "Write to standard output, also where that is a terminal, instead of showing the interface.")
    var headless = false

    @OptionGroup var traffic: TrafficOptions
    @OptionGroup var interfaceOptions: InterfaceOptions

    /// What listens where.
    private var listeners: [ProxyConfiguration.Listener] {
        (mode.isEmpty ? [ProxyMode(.regular)] : mode).map { mode in
            ProxyConfiguration.Listener(
                mode: mode,
                address: ListenAddress(
                    host: mode.host ?? listenHost, port: mode.port ?? listenPort ?? mode.usualPort))
        }
    }

    func validate() throws {
        for listener in listeners where !listener.address.isLoopback && !allowRemote {
            throw ValidationError(
                "\(listener.address) can be reached from other machines, which could use the proxy: give "
                    + "--allow-remote if that is meant.")
        }
        guard traffic.keylog.isEmpty else {
            throw ValidationError("--keylog is for captures: the proxy sees what it relays in clear.")
        }
    }

    func run() throws {
        let plan = try TrafficPlan(traffic)
        try plan.refuseClashes(inputs: [])
        if !headless, InspectorRun.isPossible(), traffic.isForTheInterface { return try inspect(plan) }
        ProcessSetup.finishOnInterrupt()
        try end(ProxyRun(listeners: listeners, credentials: proxyAuth, plan: plan).run())
    }

    /// Shows the interface while connections are relayed.
    private func inspect(_ plan: TrafficPlan) throws {
        let (place, recording) = try interfaceOptions.recording(plan)
        let proxy = ProxyRun(listeners: listeners, credentials: proxyAuth, plan: recording)
        let run = InspectorRun(name: proxy.name, place: place, filter: traffic.filter ?? "")
        let news = run.news(isLive: true)
        try end(run.run(RunThread(news) { try proxy.run() }, news: news))
    }

    private func end(_ end: ProgramExit) throws {
        if end != .success { throw end }
    }
}

extension ProxyMode: ExpressibleByArgument {
    public init?(argument: String) {
        do throws(ProxyModeError) {
            try self.init(argument)
        } catch {
            Diagnostics.write("wscope: \(error)")
            return nil
        }
    }
}

extension ProxyCredentials: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }
}
