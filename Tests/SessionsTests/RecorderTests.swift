import ByteStreams
import Dissection
import Glibc
import Testing

@testable import Sessions

struct RecorderTests {
    @Test(arguments: [1, 15, 16, 17, 600], [1, 2])
    func `what is recorded is told again, in the same order`(_ messages: Int, _ seed: UInt64) throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var batch = TrafficBatch()
        var sample = SessionSample(seed: seed)
        sample.fill(&batch, messages: messages)
        var told = ToldLines()
        told.add(batch)
        var recorder = try Recorder(path: path, facts: [("program", "wscope 1.2.3"), ("source", "a.pcap")])
        recorder.record(batch)
        recorder.finish()
        #expect(recorder.failure == nil)
        #expect(try ToldLines.session(path) == told.lines)
        #expect(folder.names == ["a.wscope"])
        #expect(
            try Database(path, .reading).number("SELECT value = 'wscope 1.2.3' FROM meta WHERE name = 'program'") == 1)
    }

    @Test func `a reader sees what is committed, whole, while the writer goes on`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var sample = SessionSample(seed: 3)
        var first = TrafficBatch()
        sample.fill(&first, messages: 10)
        var told = ToldLines()
        told.add(first)
        var recorder = try Recorder(path: path, facts: [])
        #expect(try ToldLines.session(path) == [])
        recorder.record(first)
        #expect(try ToldLines.session(path) == [])
        recorder.commit()
        #expect(try ToldLines.session(path) == told.lines)
        var second = TrafficBatch()
        for _ in 0..<20 { sample.add(messageOf: 6, to: &second) }
        recorder.record(second)
        #expect(try ToldLines.session(path) == told.lines)
        told.add(second)
        recorder.finish()
        #expect(try ToldLines.session(path) == told.lines)
    }

    @Test func `a file that is there is not written over, and says so`() throws {
        let folder = try SessionFolder()
        let path = try folder.write("mine.txt", [1, 2, 3])
        #expect(
            throws: SessionError(
                file: path, problem: "it is there already", advice: "remove it, or choose another name")
        ) {
            _ = try Recorder(path: path, facts: [])
        }
        #expect(folder.read("mine.txt") == [1, 2, 3])
        #expect(throws: SessionError.self) { _ = try Recorder(path: "\(folder.path)/no/where", facts: []) }
    }

    @Test func `only its owner may read it`() throws {
        let folder = try SessionFolder()
        var recorder = try Recorder(path: "\(folder.path)/a.wscope", facts: [])
        var batch = TrafficBatch()
        var sample = SessionSample(seed: 4)
        sample.fill(&batch, messages: 3)
        recorder.record(batch)
        recorder.commit()
        for name in folder.names {
            var status = stat()
            #expect(stat("\(folder.path)/\(name)", &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600, "\(name)")
        }
        #expect(folder.names.contains("a.wscope-wal"))
    }

    @Test func `a failure stops the recording, and what is recorded stays`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var batch = TrafficBatch()
        var sample = SessionSample(seed: 5)
        sample.fill(&batch, messages: 40)
        recorder.record(batch)
        recorder.commit()
        let before = try ToldLines.session(path)
        // The same connections once more: their numbers are taken.
        recorder.record(batch)
        #expect(recorder.failure != nil)
        recorder.record(batch)
        recorder.commit()
        recorder.finish()
        #expect(try ToldLines.session(path) == before)
    }

    @Test
    func `a message keeps the time since the one before it on its connection, and its place in a row without gaps`()
        throws
    {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var batch = TrafficBatch()
        var sample = SessionSample(seed: 8)
        sample.fill(&batch, messages: 60)
        recorder.record(batch)
        recorder.finish()
        let database = try Database(path, .reading)
        #expect(try database.number("SELECT count(*) FROM message WHERE delta IS NULL") == 6)
        let wrong = """
            SELECT count(*) FROM message AS m WHERE delta IS NOT
                (SELECT m.time - time FROM message WHERE conn = m.conn AND id < m.id ORDER BY id DESC LIMIT 1)
            """
        #expect(try database.number(wrong) == 0)
        #expect(try database.number("SELECT min(id) = 1 AND max(id) = 60 FROM message") == 1)
        #expect(try database.number("SELECT count(*) FROM payload WHERE wire IS NOT NULL") > 0)
    }

    @Test func `a reader that has the file open does not keep the recording from its end`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var batch = TrafficBatch()
        var sample = SessionSample(seed: 9)
        sample.fill(&batch, messages: 30)
        recorder.record(batch)
        recorder.commit()
        var told = ToldLines()
        told.add(batch)
        var reader = try SessionReader(path: path, tellsFrames: true)
        var read = TrafficBatch()
        while try reader.read(into: &read), read.count < 20 {}
        recorder.finish()
        #expect(recorder.failure == nil)
        #expect(try ToldLines.session(path) == told.lines)
    }

    @Test func `what is given up leaves nothing`() throws {
        let folder = try SessionFolder()
        var recorder = try Recorder(path: "\(folder.path)/a.wscope", facts: [])
        var batch = TrafficBatch()
        var sample = SessionSample(seed: 3)
        sample.fill(&batch, messages: 30)
        recorder.record(batch)
        recorder.commit()
        recorder.abandon()
        #expect(folder.names == [])
    }
}
