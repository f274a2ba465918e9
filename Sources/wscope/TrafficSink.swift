import Dissection
import Exporters
import JSONText
import Sessions

/// Where traffic goes: to standard output in a format, and into a session file where one is recorded.
struct TrafficSink<Format: Exporter>: ~Copyable {
    private var format: Format
    private var output = unsafe TextOutput(drain: StandardOutput.write)
    private var recorder: Recorder?
    private var hasToldFailure = false

    init(_ format: Format, recorder: consuming Recorder?) {
        self.format = format
        self.recorder = recorder
    }

    /// Whether nobody reads the output any more.
    var isClosed: Bool { output.isClosed }

    /// Takes the events of a batch, and empties it.
    mutating func take(_ batch: inout TrafficBatch) {
        guard batch.count > 0 else { return }
        recorder?.record(batch)
        tellFailure()
        format.write(batch, to: &output)
        batch.clear()
    }

    /// Hands on what is gathered.
    mutating func flush() {
        output.flush()
    }

    /// Makes sure that what was recorded so far stays.
    mutating func commit() {
        recorder?.commit()
        tellFailure()
    }

    /// Nothing more comes; says whether everything was recorded that was to be.
    mutating func finish() -> Bool {
        output.flush()
        recorder?.finish()
        tellFailure()
        return !hasToldFailure
    }

    private mutating func tellFailure() {
        guard !hasToldFailure, let failure = recorder?.failure else { return }
        hasToldFailure = true
        Diagnostics.write("wscope: \(failure): NOTHING FURTHER IS RECORDED; what is recorded stays")
    }
}

extension TrafficOptions {
    /// The session file that `--write` names, made anew; nil where none is to be recorded. `source` says where the traffic
    /// comes from.
    func makeRecorder(of source: String) throws -> Recorder? {
        guard let write else { return nil }
        do throws(SessionError) {
            return try Recorder(path: write, facts: [("program", "wscope \(Wscope.version)"), ("source", source)])
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.usage
        }
    }
}
