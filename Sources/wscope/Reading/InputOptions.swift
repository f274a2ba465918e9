import ArgumentParser
import LiveCapture

/// What a command reads: files, and of captures the packets that are wanted.
struct InputOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Captures, merged by time; or one session; or one HAR.", valueName: "file"))
    var files: [String] = []

    @Option(
        name: [.customShort("f"), .customLong("capture-filter")],
        help: ArgumentHelp(
            "Read only the packets that this filter accepts, such as 'tcp port 8080' (see man pcap-filter).",
            valueName: "expression"))
    var captureFilter: String?

    /// The capture filter; throws how the program ends where its expression is wrong, which it has told then.
    func packets() throws -> SavefileFilter? {
        try captureFilter.map(SavefileFilter.compiled)
    }
}
