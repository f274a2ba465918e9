import Dissection
import TestKit
import Testing
import WebSocketWire

@testable import Sessions

struct SessionReaderTests {
    private func problem(_ path: String) -> String? {
        do throws(SessionError) {
            _ = try SessionReader(path: path)
            return nil
        } catch {
            return error.problem
        }
    }

    private func session(in folder: SessionFolder, _ messages: Int = 30) throws -> String {
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var batch = TrafficBatch()
        var sample = SessionSample(seed: 6)
        sample.fill(&batch, messages: messages)
        recorder.record(batch)
        recorder.finish()
        return path
    }

    @Test func `compressed payloads come back as they were on the wire`() throws {
        let folder = try SessionFolder()
        let path = try session(in: folder, 200)
        var reader = try SessionReader(path: path, tellsFrames: true)
        var batch = TrafficBatch()
        var wires = 0
        while try reader.read(into: &batch) {
            for case .message(let message) in batch.events {
                let wire = batch.withCompressedBytes(of: message) {
                    String(decoding: $0.withUnsafeBytes(Array.init), as: UTF8.self)
                }
                #expect(message.isCompressed || wire == nil)
                guard let wire else { continue }
                wires += 1
                #expect(wire == batch.withBytes(of: message) { "wire \($0.byteCount)" })
            }
            batch.clear()
        }
        #expect(wires > 20)
    }

    @Test func `only messages that fulfil a condition are told, and all else`() throws {
        let folder = try SessionFolder()
        let path = try session(in: folder, 100)
        var reader = try SessionReader(
            path: path,
            where: SessionCondition(sql: "conn = ? AND wire_length > ?", values: [.integer(2), .integer(0)]))
        var batch = TrafficBatch()
        var others = 0
        var messages = 0
        while try reader.read(into: &batch) {
            for event in batch.events {
                if case .message(let message) = event {
                    #expect(message.connection == 2)
                    messages += 1
                } else {
                    others += 1
                }
            }
            batch.clear()
        }
        #expect(messages > 0 && messages < 20 && others == 6 + 20 + 5)
        #expect(throws: SessionError.self) {
            _ = try SessionReader(path: path, where: SessionCondition(sql: "nonsense"))
        }
    }

    @Test func `a message and the findings about it are not parted`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var sample = SessionSample(seed: 1)
        var batch = TrafficBatch()
        batch.restore(sample.opening(1))
        let violation = Violation(Rule("wscope-made-up", "wscope", .note, "A law."), "seen")
        for number in 1...3_000 {
            sample.add(messageOf: 1, to: &batch)
            for _ in 0..<3 {
                batch.restore(
                    Finding(connection: 1, message: number, time: SessionSample.time(number), violation: violation))
            }
        }
        recorder.record(batch)
        recorder.finish()
        var reader = try SessionReader(path: path)
        var read = TrafficBatch()
        var batches = 0
        while try reader.read(into: &read) {
            batches += 1
            var last = 0
            var findings = 3
            for event in read.events {
                if case .message(let message) = event {
                    #expect(findings == 3)
                    (last, findings) = (message.number, 0)
                } else if case .finding(let finding) = event {
                    #expect(finding.message == last)
                    findings += 1
                }
            }
            #expect(findings == 3)
            read.clear()
        }
        #expect(batches > 5)
    }

    @Test func `reading goes on where it was when more is recorded`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var sample = SessionSample(seed: 10)
        var whole = ToldLines()
        var followed = ToldLines()
        var reader = try SessionReader(path: path, tellsFrames: true)
        for round in 0..<5 {
            var batch = TrafficBatch()
            if round == 0 { sample.fill(&batch, messages: 20) } else { sample.add(messageOf: 6, to: &batch) }
            whole.add(batch)
            recorder.record(batch)
            recorder.commit()
            try reader.refresh()
            var read = TrafficBatch()
            while try reader.read(into: &read) {
                followed.add(read)
                read.clear()
            }
            #expect(followed.lines == whole.lines)
            let isEnded = reader.isEnded
            #expect(!isEnded)
        }
        recorder.finish()
        try reader.refresh()
        let isEnded = reader.isEnded
        #expect(isEnded)
    }

    /// Whatever is in the tables or in the file, reading ends.
    @Test func `no damage stops the program`() throws {
        let folder = try SessionFolder()
        _ = try session(in: folder)
        let whole = folder.read("a.wscope")
        var random = SeededRandom(seed: 11)
        var readable = 0
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: 100..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            if Int.random(in: 0..<6, using: &random) == 0 {
                bytes.removeLast(Int.random(in: 1..<4_000, using: &random))
            }
            let path = try folder.write("damaged.wscope", bytes)
            do {
                readable += try ToldLines.session(path).isEmpty ? 0 : 1
            } catch {
                #expect(error is SessionError)
            }
        }
        #expect(readable > 0)
    }

    @Test func `absurd values in the tables are read as far as they mean something`() throws {
        let folder = try SessionFolder()
        let path = try session(in: folder)
        let database = try Database(path, .writing)
        try database.run(
            """
            UPDATE message SET seq = -1, frames = -9223372036854775808, text_length = 9223372036854775807,
                opcode = 99999, direction = 'x', holes = '1+ +2 3+4+5 9+9', doubt = -1, headers = x'00';
            UPDATE connection SET client = 'nowhere', server_port = -70000, request = x'ff00', how = 7, source = NULL
                WHERE source IS NULL;
            UPDATE connection SET client = 'nowhere', server_port = -70000, request = x'ff00', response = x'0a';
            UPDATE finding SET severity = 'loud', seq = 9223372036854775807;
            """)
        #expect(try ToldLines.session(path).count > 40)
    }
}
