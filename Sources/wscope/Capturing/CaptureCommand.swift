import ArgumentParser
import LiveCapture

/// `wscope capture`: the WebSocket story of interfaces, while it happens.
struct CaptureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Captures on network interfaces and writes what they say, while it happens.",
        discussion: """
            Ends on Ctrl-C, with everything captured written and the files closed; then the totals are told, with the \
            packets that the kernel had to drop. Capturing needs root, or the capabilities cap_net_raw and \
            cap_net_admin.
            """)

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Capture on this interface (repeatable; any is all of them). `wscope interfaces` lists them.",
            valueName: "name"))
    var interface: [String] = []

    @Option(
        name: [.customShort("f"), .customLong("capture-filter")],
        help: ArgumentHelp(
            "Capture only what this filter accepts, such as 'tcp port 8080' (see man pcap-filter).",
            valueName: "expression"))
    var captureFilter: String?

    @Flag(help: "Write to standard output, also where that is a terminal, instead of showing the interface.")
    var headless = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Capture at most so much of each packet.", valueName: "bytes"))
    var snaplen = ByteCount(bytes: 262_144)

    @Option(
        name: [.customShort("B"), .long],
        help: ArgumentHelp(
            """
            How much the kernel holds for each interface while the program is busy. 64 MiB are some seconds of \
            100,000 packets a second.
            """, valueName: "MiB"))
    var buffer = 64

    @Flag(name: .customLong("no-promiscuous"), help: "Leave out packets that are meant for other machines.")
    var isModest = false

    @Option(
        help: ArgumentHelp(
            """
            Keep the captured packets in this pcapng file as well, readable by its owner. It loses nothing when the \
            output is slow.
            """, valueName: "file"))
    var pcapng: String?

    @Option(
        help: ArgumentHelp(
            """
            With --pcapng trace.pcapng, begin trace-00001.pcapng and a further file after so many bytes (64M) or so \
            long (60s, 10m, 1h).
            """, valueName: "size|time"))
    var ringSize: RingSize?

    @Option(
        help: ArgumentHelp("With --ring-size, keep the last so many files and delete older ones.", valueName: "count"))
    var ringFiles: Int?

    @Option(
        help: ArgumentHelp(
            "Once the interfaces are open, go on as this user instead of root, for good.", valueName: "name"))
    var user: String?

    @OptionGroup var traffic: TrafficOptions
    @OptionGroup var interfaceOptions: InterfaceOptions

    func validate() throws {
        guard !interface.isEmpty else {
            throw ValidationError("Name an interface with -i; `wscope interfaces` lists them.")
        }
        guard (1...262_144).contains(snaplen.bytes) else {
            throw ValidationError("--snaplen is from 1 to 262144 bytes.")
        }
        guard (1...2_047).contains(buffer) else { throw ValidationError("--buffer is from 1 to 2047 MiB.") }
        guard pcapng != nil || ringSize == nil else {
            throw ValidationError("--ring-size needs --pcapng, which names the files.")
        }
        if case .bytes(let count) = ringSize, count < RingSize.smallest {
            throw ValidationError("--ring-size is at least \(RingSize.smallest) bytes.")
        }
        guard ringFiles == nil || ringSize != nil else {
            throw ValidationError("--ring-files needs --ring-size, which says when a file is full.")
        }
        guard ringFiles.map({ $0 >= 1 }) ?? true else { throw ValidationError("--ring-files is at least 1.") }
        guard pcapng.map({ !$0.isEmpty && $0 != "-" }) ?? true else {
            throw ValidationError("--pcapng needs the path of a file: standard output is for the traffic.")
        }
    }

    func run() throws {
        let plan = try TrafficPlan(traffic)
        try plan.refuseClashes(inputs: [], also: [pcapng])
        if !headless, InspectorRun.isPossible(), traffic.isForTheInterface { return try inspect(plan) }
        ProcessSetup.finishOnInterrupt()
        let devices = try opened()
        if let user { try unprivileged(user) }
        try end(capture(LiveRun(devices: devices, filter: captureFilter, plan: plan)))
    }

    /// Shows the interface while packets are captured.
    private func inspect(_ plan: TrafficPlan) throws {
        let devices = try opened()
        if let user { try unprivileged(user) }
        let (place, recording) = try interfaceOptions.recording(plan)
        let live = LiveRun(devices: devices, filter: captureFilter, plan: recording)
        let run = InspectorRun(
            name: interface.joined(separator: " "), place: place, inputs: [pcapng].compactMap { $0 },
            filter: traffic.filter ?? "")
        let news = run.news(isLive: true)
        try end(run.run(RunThread(news) { try capture(live) }, news: news))
    }

    private func capture(_ run: LiveRun) throws -> ProgramExit {
        guard let pcapng else { return try run.run(NoKeeper()) }
        let ring = PcapngFiles.Ring(size: ringSize, count: ringFiles)
        let files: PcapngFiles
        do throws(OutputError) {
            files = try PcapngFiles(path: pcapng, ring: ring, interfaces: run.interfaces)
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.usage
        }
        return try run.run(files)
    }

    private func end(_ end: ProgramExit) throws {
        if end != .success { throw end }
    }

    /// The interfaces, each once, in the order in which they are named.
    private func opened() throws -> [CaptureDevice] {
        var settings = CaptureSettings()
        settings.snapLength = snaplen.bytes
        settings.bufferSize = buffer << 20
        settings.isPromiscuous = !isModest
        settings.filter = captureFilter
        var names: [String] = []
        for name in interface where !names.contains(name) { names.append(name) }
        do throws(CaptureError) {
            var devices: [CaptureDevice] = []
            for name in names { devices.append(try CaptureDevice(name, settings)) }
            return devices
        } catch {
            Diagnostics.write("wscope: \(error)")
            if case .notPermitted = error { Diagnostics.write(Privileges.advice) }
            throw ProgramExit(error)
        }
    }

    private func unprivileged(_ user: String) throws {
        do throws(PrivilegeError) {
            try Privileges.drop(to: user)
        } catch {
            Diagnostics.write("wscope: --user \(user): \(error.reason)")
            throw ProgramExit.noPermission
        }
    }
}

extension ProgramExit {
    /// How the program ends where capturing is not possible.
    init(_ error: CaptureError) {
        switch error {
        case .wrongFilter: self = .usage
        case .noSuchInterface, .notPermitted, .interfaceDown, .notOpened, .ended, .noResources: self = .noPermission
        }
    }
}
