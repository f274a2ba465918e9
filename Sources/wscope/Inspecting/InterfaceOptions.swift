import ArgumentParser
import Glibc

/// The flags of every command that shows the terminal interface.
struct InterfaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Let the session behind the interface take at most so much of the disk; 0 is no limit. Otherwise a temporary \
            one takes 4 GiB, or half of what is free, whichever is less, and one that -w names has no limit.
            """, valueName: "bytes"))
    var sessionBudget: ByteCount?

    /// The usual budget.
    private static let usualBudget: UInt64 = 4 << 30

    /// Where a plan's traffic is recorded for the interface, and the plan that does so: in the session that `-w` names, or
    /// in a temporary one. Throws how the program ends where there is no place, which it has told then.
    func recording(_ plan: TrafficPlan) throws -> (place: InspectorRun.Place, plan: TrafficPlan) {
        let given = sessionBudget.map { $0.bytes == 0 ? .max : UInt64($0.bytes) }
        if let path = plan.options.write {
            return (.kept(path), plan.recording(in: path, budget: given))
        }
        do throws(OutputError) {
            let session = try TemporarySession()
            let usual = min(Self.usualBudget, (DiskRoom.free(beside: session.path) ?? .max) / 2)
            return (.temporary(session), plan.recording(in: session.path, budget: given ?? usual))
        } catch {
            Diagnostics.write("wscope: \(error)")
            throw ProgramExit.usage
        }
    }
}

/// The room that there is for a session.
enum DiskRoom {
    /// Bytes that are free where a file is or would be; nil where that is not known.
    static func free(beside path: String) -> UInt64? {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        var status = statvfs()
        guard unsafe statvfs(folder, &status) == 0 else { return nil }
        return UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue
    }

    /// What to say where a session of so much traffic may not fit; nil where it does. A session is about as large as the
    /// packets that it is made of, and half as large again where they are small.
    static func warning(input: UInt64, budget: UInt64?, free: UInt64?) -> String? {
        let needed = input.addingReportingOverflow(input / 2).partialValue
        if let budget, needed > budget, budget <= free ?? .max {
            return "the session may need \(ByteCount.words(needed)) and gets \(ByteCount.words(budget)): perhaps not "
                + "everything is read (--session-budget allows more, -f 'tcp port …' needs less)"
        }
        guard let free, needed > free else { return nil }
        return "the session may need \(ByteCount.words(needed)), and \(ByteCount.words(free)) are free: perhaps not "
            + "everything is read (make room, or let -w name a session elsewhere)"
    }
}
