import ArgumentParser
import Glibc

/// The flags of every command that shows the terminal interface.
struct InterfaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Let the temporary session of the interface take at most so much of the disk. Otherwise it is 4 GiB, or half \
            of what is free, whichever is less.
            """, valueName: "bytes"))
    var sessionBudget: ByteCount?

    /// The usual budget.
    private static let usualBudget: UInt64 = 4 << 30

    /// Where the session is recorded: where `-w` says, or in a temporary place. Throws how the program ends where there is
    /// none, which it has told then.
    func place(_ plan: TrafficPlan) throws -> InspectorRun.Place {
        if let path = plan.options.write { return .kept(path) }
        do throws(OutputError) {
            return .temporary(try TemporarySession())
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.usage
        }
    }

    /// Bytes that the session may take, given what is free.
    func budget(in folder: String) -> UInt64 {
        if let sessionBudget { return sessionBudget.bytes == 0 ? .max : UInt64(sessionBudget.bytes) }
        return min(Self.usualBudget, (Self.free(in: folder) ?? .max) / 2)
    }

    /// Bytes that are free in the file system of a folder; nil where that is not known.
    static func free(in folder: String) -> UInt64? {
        var status = statvfs()
        guard unsafe statvfs(folder, &status) == 0 else { return nil }
        return UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue
    }
}
