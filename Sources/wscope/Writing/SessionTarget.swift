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
            let existing = Existing(output)
            guard existing.map(\.isRegular) ?? true else {
                Diagnostics.write("wscope: \(output): a session is a file: name another place")
                throw ProgramExit.usage
            }
            let place = existing?.place ?? output
            do throws(SessionError) {
                try SessionFile.refuseLeftovers(beside: place)
            } catch {
                Diagnostics.write("wscope: \(error)")
                throw ProgramExit.usage
            }
            let path = OutputFile.unfinished(place)
            return SessionTarget(try TrafficSink.recorder(path, of: source, named: output), path, as: place, nil)
        case .har:
            let temporary = try Self.temporary()
            let recorder = try TrafficSink.recorder(temporary.path, of: source, named: temporary.path)
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
            if finalPath != nil { SessionFile.remove(path) }
            throw failure
        }
        guard let finalPath else {
            _ = try HARWriting.write(session: path, plan.harExporter, to: &output)
            return
        }
        guard unsafe rename(path, finalPath) == 0 else {
            let reason = unsafe String(cString: strerror(errno))
            SessionFile.remove(path)
            throw SessionError(
                file: finalPath, problem: "it cannot be written (\(reason))", advice: "choose another place")
        }
    }

    /// Gives the session up: nothing of it stays.
    consuming func abandon() {
        recorder.abandon()
    }
}

/// A session as HAR.
enum HARWriting {
    /// Writes every connection of a session; what cannot be read ends it as a whole HAR. Says what was written.
    static func write(
        session path: String, _ exporter: HARExporter, to output: inout TextOutput
    ) throws(SessionError) -> TrafficTotals {
        var exporter = exporter
        var batch = TrafficBatch()
        exporter.begin(&output)
        do throws(SessionError) {
            var reader = try ConnectionReader(path: path)
            while !output.isClosed, !ProcessSetup.isInterrupted, let ends = try reader.nextConnection() {
                try write(ends, of: &reader, &exporter, &batch, &output)
            }
        } catch {
            exporter.finish(&output)
            throw error
        }
        exporter.finish(&output)
        return batch.totals
    }

    private static func write(
        _ ends: ConnectionReader.Ends, of reader: inout ConnectionReader, _ exporter: inout HARExporter,
        _ batch: inout TrafficBatch, _ output: inout TextOutput
    ) throws(SessionError) {
        batch.restore(ends.opening)
        while !ProcessSetup.isInterrupted, try reader.readMessages(into: &batch) {
            exporter.write(batch, to: &output)
            batch.clear()
        }
        while try reader.readFindings(into: &batch) {
            exporter.write(batch, to: &output)
            batch.clear()
        }
        if let closing = ends.closing { batch.restore(closing) }
        exporter.write(batch, to: &output)
        batch.clear()
    }
}
