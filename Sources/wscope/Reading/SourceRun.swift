import Exporters
import LiveCapture
import Packets
import Sessions

/// One analysis of what a command line names: captures, or a session, or a HAR.
struct SourceRun {
    let files: [String]
    /// Which packets of captures are read; nil for all.
    let packets: SavefileFilter?
    let plan: TrafficPlan
    /// Whether a session that is being recorded is followed until its recording ends.
    var follows = false

    /// Refuses what the files and the plan together make no sense of; gives the session where it is one that is read.
    func checked() throws -> SessionRun? {
        try plan.refuseClashes(inputs: files)
        guard let session = files.first(where: SessionFile.isDatabase) else {
            try insist(!follows, "--follow needs a session that is being recorded")
            return nil
        }
        try insist(files.count == 1, "\(session): a session is read by itself: leave out the other files")
        try insist(packets == nil, "\(session): a session has no packets: leave out -f")
        let run = SessionRun(path: session, plan: plan, follows: follows)
        try run.refuseMisuse()
        return run
    }

    /// Reads everything and says how the program ends.
    func run() throws -> ProgramExit {
        if let session = try checked() { return try session.run() }
        var opener = CaptureFiles(interruption: ProcessSetup.interruption)
        var offline = OfflineRun(files: files, filter: packets, plan: plan)
        var har: SourceBytes?
        guard files.count == 1 else {
            for name in files { offline.open(name, with: &opener) }
            return try offline.run()
        }
        do throws(SourceError) {
            var source = try opener.open(files[0])
            if try source.begins(with: HARImporter.mayBegin) { har = consume source } else { offline.add(source) }
        } catch {
            offline.fail(error)
        }
        guard let har else { return try offline.run() }
        try insist(packets == nil, "\(har.name): a HAR has no packets: leave out -f")
        return try HARRun(plan: plan).run(har)
    }

    private func insist(_ isRight: Bool, _ words: String) throws {
        guard !isRight else { return }
        Diagnostics.write("wscope: \(words)")
        throw ProgramExit.usage
    }
}
