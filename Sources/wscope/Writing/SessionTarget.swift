import Dissection
import Exporters
import Glibc
import JSONText
import Sessions

/// A session that traffic is written to because the format is one, or is written from one.
struct SessionTarget: ~Copyable {
    /// What writes it.
    var recorder: Recorder
    /// The session's file until it is complete.
    private let path: String
    /// The name that it gets then; nil where it is only needed on the way.
    private let finalPath: String?
    /// Keeps the place of a session that is only needed on the way.
    private let temporary: TemporarySession?

    private init(_ recorder: consuming Recorder, _ path: String, as finalPath: String?, _ temporary: TemporarySession?)
    {
        self.recorder = recorder
        self.path = path
        self.finalPath = finalPath
        self.temporary = temporary
    }

    /// The session that a plan's format needs; nil for none.
    static func needed(by plan: TrafficPlan, source: String) throws -> SessionTarget? {
        switch plan.format {
        case .text, .jsonl, .csv, .zeek, .pcapng: return nil
        case .sqlite:
            guard let output = plan.options.outputPath else {
                Diagnostics.write("wscope: --format sqlite writes a file: name it with --output")
                throw ProgramExit.usage
            }
            let path = OutputFile.unfinished(output)
            return SessionTarget(try TrafficSink.recorder(path, of: source), path, as: output, nil)
        case .har:
            let temporary = try Self.temporary()
            let recorder = try TrafficSink.recorder(temporary.path, of: source)
            return SessionTarget(recorder, temporary.path, as: nil, temporary)
        }
    }

    private static func temporary() throws -> TemporarySession {
        do throws(OutputError) {
            return try TemporarySession()
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.usage
        }
    }

    /// Ends the session, and gives it its name, or writes it as HAR.
    mutating func finish(_ plan: TrafficPlan, to output: inout TextOutput) throws(SessionError) {
        recorder.finish()
        if let failure = recorder.failure {
            if finalPath != nil { unsafe unlink(path) }
            throw failure
        }
        if let finalPath {
            guard unsafe rename(path, finalPath) == 0 else {
                throw SessionError(
                    file: finalPath, problem: "it cannot be written (\(unsafe String(cString: strerror(errno))))",
                    advice: "choose another place; everything is in \(path)")
            }
        } else {
            try HARWriting.write(session: path, plan.harExporter, to: &output)
        }
    }
}

/// A session as HAR.
enum HARWriting {
    /// Writes every connection of a session.
    static func write(
        session path: String, _ exporter: HARExporter, to output: inout TextOutput
    ) throws(SessionError) {
        var exporter = exporter
        var reader = try ConnectionReader(path: path)
        exporter.begin(&output)
        var batch = TrafficBatch()
        while !output.isClosed, let ends = try reader.nextConnection() {
            batch.restore(ends.opening)
            while try reader.readMessages(into: &batch) {
                exporter.write(batch, to: &output)
                batch.clear()
            }
            try reader.readFindings(into: &batch)
            if let closing = ends.closing { batch.restore(closing) }
            exporter.write(batch, to: &output)
            batch.clear()
        }
        exporter.finish(&output)
    }
}
