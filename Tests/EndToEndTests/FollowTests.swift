import CaptureKit
import TestKit
import Testing

struct FollowTests {
    @Test func `a session is read while it is being recorded, and followed to its end`() throws {
        let folder = try ScratchFolder()
        let session = folder.path + "/a.wscope"
        let capture = try CaptureFile.named("many")
        let recording = try Wscope.start(["read", "-q", "--only", "findings", "-w", session, "-"], input: .test)
        let half = capture.bytes.count / 2
        recording.give(Array(capture.bytes[..<half]), isLast: false)
        // The session appears with its tables, and fills once the recorder waits for more.
        var first = ProgramEnd?.none
        let hasBegun = recording.exchange { _ in
            first = try? Wscope.run("read", "-q", "--format", "jsonl", session)
            return first?.output.isEmpty == false
        }
        #expect(hasBegun)
        let beginning = try #require(first).text
        #expect(capture.expected.hasPrefix(beginning))
        let follower = try Wscope.start(["read", "-q", "--format", "jsonl", "--follow", session])
        let hasFollowed = follower.exchange { String(decoding: $0, as: UTF8.self).hasPrefix(beginning) }
        #expect(hasFollowed)
        recording.give(Array(capture.bytes[half...]), isLast: true)
        #expect(recording.end().exitCode == 0)
        let end = follower.end()
        #expect(end.exitCode == 0)
        #expect(end.text == capture.expected)
        #expect(try Wscope.run("read", "-q", "--format", "jsonl", session).text == capture.expected)
    }

    @Test func `only a session is followed`() throws {
        let end = try Wscope.run("read", "--follow", CaptureFile.named("text").path)
        #expect(end.exitCode == 2)
        #expect(end.errorText.contains("--follow needs a session"))
    }
}
