import Glibc
import Testing

@testable import wscope

struct TemporarySessionTests {
    /// A number that no process has.
    private static let nobody: Int32 = .max - 7

    private static var own: UInt64 { ProcessAge.start(of: getpid()) ?? 0 }

    @Test func `a process started once, after the system`() throws {
        let own = try #require(ProcessAge.start(of: getpid()))
        let first = try #require(ProcessAge.start(of: 1))
        #expect(own >= first)
        #expect(ProcessAge.start(of: Self.nobody) == nil)
    }

    @Test func `a session is an orphan once its process is gone, also where another one has its number`() {
        let own = "\(getpid()).\(Self.own).1.wscope"
        for ending in ["", "-wal", "-shm", ".12~"] {
            #expect(!TemporarySession.isOrphan(own + ending))
            #expect(TemporarySession.isOrphan("\(getpid()).\(Self.own + 1).1.wscope\(ending)"))
            #expect(TemporarySession.isOrphan("\(Self.nobody).5.1.wscope\(ending)"))
        }
        // Where nobody could say when it started, the number decides.
        #expect(!TemporarySession.isOrphan("\(getpid()).0.1.wscope"))
        #expect(TemporarySession.isOrphan("\(Self.nobody).0.1.wscope"))
    }

    @Test(arguments: [
        "", ".", "..", "2024.wscope", "1.2.wscope", "a.1.1.wscope", "\(nobody).5.x.wscope", "\(nobody).5.1.pcap",
        "-\(nobody).5.1.wscope", "0.5.1.wscope", "\(nobody).-5.1.wscope", "99999999999.5.1.wscope",
    ])
    func `a file of another name is nobody's orphan`(_ name: String) {
        #expect(!TemporarySession.isOrphan(name))
    }

    @Test func `sweeping takes orphans alone`() throws {
        let folder = try TemporaryFolder()
        let orphan = try folder.file("\(Self.nobody).5.1.wscope", [1])
        let log = try folder.file("\(Self.nobody).5.1.wscope-wal", [1])
        let own = try folder.file("\(getpid()).\(Self.own).1.wscope", [1])
        let other = try folder.file("notes.txt", [1])
        TemporarySession.sweep(folder.path)
        #expect(access(orphan, F_OK) != 0 && access(log, F_OK) != 0)
        #expect(access(own, F_OK) == 0 && access(other, F_OK) == 0)
    }
}
