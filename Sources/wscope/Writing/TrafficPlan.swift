import Dissection
import Exporters
import Filters

/// What a run is to do with the traffic: made of the command line, with its filters read.
struct TrafficPlan {
    private(set) var options: TrafficOptions
    let format: OutputFormat
    /// What is shown; nil for everything.
    var filter: Filter?
    /// What makes the program end with exit code 1.
    let alarm: Filter?
    /// What is replaced by pseudonyms; nil for nothing.
    var redactor: Redactor?
    /// Whether HAR has control messages too.
    var harControl = false

    /// A plan in the format that is named, or that the output's ending stands for, or else `format`. Throws how the
    /// program ends where the words are wrong, which it has told then.
    init(_ options: TrafficOptions, otherwise format: OutputFormat? = .text) throws {
        self.options = options
        guard let format = options.format ?? options.outputPath.flatMap(OutputFormat.init(ending:)) ?? format else {
            try Self.refuse(
                "name a format with --format: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", "))")
            throw ProgramExit.usage
        }
        self.format = format
        filter = try options.filter.map(Self.read)
        alarm = try options.failIf.map(Self.read)
    }

    /// Bytes that the recorded session may take; nil for no limit.
    private(set) var budget: UInt64?
    /// Whether everything is recorded in a session that has been made already, and nothing is written but that.
    private(set) var onlyRecords = false

    /// The plan to record everything in a session that has been made already, within a budget, and to write nothing else.
    func recording(in session: String, budget: UInt64?) -> TrafficPlan {
        var plan = self
        plan.options.write = session
        plan.filter = nil
        plan.budget = budget
        plan.onlyRecords = true
        return plan
    }

    /// Refuses a file that would be read and written, or written twice.
    func refuseClashes(inputs: [String], also outputs: [String?] = []) throws {
        if redactor != nil, options.write != nil {
            try Self.refuse("-w records everything as it was: leave it out, or write the session with --format sqlite")
        }
        var seen: [FileIdentity: String] = [:]
        for path in inputs { FileIdentity(path).map { seen[$0] = path } }
        for path in [options.outputPath, options.write].compactMap({ $0 }) + outputs.compactMap({ $0 }) {
            guard let file = FileIdentity(path) else { continue }
            if let other = seen[file] {
                try Self.refuse("\(path) and \(other) are one file: write to another one")
            }
            // A terminal or a pipe may well be named twice.
            if Existing(path).map(\.isRegular) ?? true { seen[file] = path }
        }
    }

    private static func refuse(_ words: String) throws {
        Diagnostics.write("wscope: \(words)")
        throw ProgramExit.usage
    }

    private static func read(_ expression: String) throws -> Filter {
        do throws(FilterError) {
            return try Filter(expression)
        } catch {
            Diagnostics.write("wscope: \(error.description)")
            throw ProgramExit.wrongFilter
        }
    }

    /// What the filters have to be told.
    private var needs: Filter.Needs { (filter?.needs ?? []).union(alarm?.needs ?? []) }

    private var isRecorded: Bool { options.write != nil }

    /// Whether every frame has to be told.
    var tellsFrames: Bool {
        options.selection.contains(.frames) || needs.contains(.frames) || isRecorded || format.keepsWire
    }

    /// What dissection has to tell.
    var dissection: DissectionOptions {
        var dissection = DissectionOptions()
        let isUnlimited = options.maxPayload.bytes == 0
        let usesPayload =
            options.selection.contains(.messages) || format.isWhole || isRecorded || needs.contains(.payload)
        dissection.keptPayload = usesPayload ? (isUnlimited ? .max : options.maxPayload.bytes) : 0
        dissection.tellsMessages =
            options.selection.contains(.messages) || tellsFrames || format.isWhole || filter != nil || alarm != nil
        dissection.tellsFrames = tellsFrames
        dissection.keepsCompressed = isRecorded || format.keepsWire
        for named in options.decodeAs { dissection.decodeAs[named.port] = named.deflates }
        return dissection
    }

    /// Payload bytes kept of a message that was told before.
    var keptPayload: Int { options.maxPayload.bytes == 0 ? .max : options.maxPayload.bytes }

    /// Refuses what only means something to packets.
    func refusePacketOptions(for source: String, _ kind: String) throws {
        let options = [("--keylog", !options.keylog.isEmpty), ("--decode-as", !options.decodeAs.isEmpty)]
        for (name, isGiven) in options where isGiven {
            try Self.refuse("\(source): \(kind) has no packets: leave out \(name)")
        }
    }

    /// What writes the format as a stream; nil where it is written from a session, or is one.
    var exporter: (any Exporter)? {
        guard !onlyRecords else { return nil }
        let selection = options.selection
        switch format {
        case .text:
            return TranscriptExporter(
                selection: selection, look: options.look,
                clock: LineClock(style: options.time, zone: TrafficOptions.zoneOffset))
        case .jsonl: return JSONLinesExporter(selection: selection)
        case .csv: return CSVExporter(selection: selection)
        case .zeek: return ZeekExporter(opened: Clock.now)
        case .pcapng: return PcapngExporter(application: "wscope \(Wscope.version)")
        case .har, .sqlite: return nil
        }
    }

    /// What writes HAR, connection by connection.
    var harExporter: HARExporter { HARExporter(program: Wscope.version, includesControl: harControl) }
}
