import Dissection
import Exporters
import Glibc
import JSONText
import Sessions

/// One reading of a recorded session: from its rows to standard output.
struct SessionRun {
    let path: String
    let options: TrafficOptions

    /// Whether a file is a session, by its first bytes.
    static func isSession(_ path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        var bytes = [UInt8](repeating: 0, count: SessionReader.magic.count)
        let count = unsafe read(descriptor, &bytes, bytes.count)
        return count == bytes.count && bytes == SessionReader.magic
    }

    /// Reads everything and says how the program ends.
    func run<Format: Exporter>(_ format: Format) -> ProgramExit {
        var sink = TrafficSink(format, recorder: nil)
        var batch = TrafficBatch()
        var failure: SessionError?
        do throws(SessionError) {
            var reader = try SessionReader(path: path)
            while !sink.isClosed, !ProcessSetup.isInterrupted, try reader.read(into: &batch) { sink.take(&batch) }
        } catch {
            failure = error
        }
        sink.take(&batch)
        _ = sink.finish()
        if sink.isClosed { return .success }
        if let failure { Diagnostics.write("wscope: \(failure)") }
        if !options.quiet {
            Diagnostics.put(Summary.lines(of: batch.totals).map { "wscope: \($0)\n" }.joined())
        }
        if ProcessSetup.isInterrupted { return .interrupted }
        return failure == nil ? .success : .unreadableInput
    }
}
