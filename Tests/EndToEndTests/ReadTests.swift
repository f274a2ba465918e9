import CaptureKit
import TestKit
import Testing

struct ReadTests {
    private func jsonl(_ arguments: String..., input: [UInt8]? = nil) throws -> ProgramEnd {
        let program = try Wscope.start(
            ["read", "--format", "jsonl"] + arguments, input: input == nil ? .nothing : .test)
        program.give(input ?? [], isLast: true)
        return program.end()
    }

    @Test(arguments: CaptureFile.all)
    func `a capture's story goes to standard output, and what was seen to standard error`(_ capture: CaptureFile) throws
    {
        let program = try Wscope.start(["read", "--format", "jsonl", capture.path] + capture.keyLogFlag)
        program.give([], isLast: true)
        let end = program.end()
        #expect(end.exitCode == 0)
        #expect(end.text == capture.expected)
        let connections = capture.expected.split(separator: "\n").count { $0.hasPrefix(#"{"type":"open""#) }
        #expect(end.errorText.contains("\(connections) WebSocket connection"))
        #expect(end.errorText.split(separator: "\n").allSatisfy { $0.hasPrefix("wscope: ") })
    }

    @Test
    func `standard input, gzip, and both at once are read`() throws {
        let capture = try CaptureFile.named("deflate-mixed")
        let folder = try Folder()
        let packed = try compressed(capture.bytes)
        #expect(try jsonl("-", input: capture.bytes).text == capture.expected)
        #expect(try jsonl("-", input: packed).text == capture.expected)
        #expect(try jsonl(folder.file("a.pcapng.gz", packed)).text == capture.expected)
    }

    @Test
    func `several files are one analysis, merged by time`() throws {
        let one = try CaptureFile.named("pings")
        let other = try CaptureFile.named("ipv6")
        let story = Story(of: [one.bytes, other.bytes])
        #expect(story.totals.connections > 1)
        #expect(try jsonl(one.path, other.path).output == story.jsonLines)
        #expect(try jsonl("-", other.path, input: one.bytes).output == story.jsonLines)
        let twice = try jsonl("-", "-", input: one.bytes)
        #expect(twice.exitCode == 3)
        #expect(twice.text == one.expected)
        #expect(twice.errorText.contains("standard input: it is named twice"))
    }

    @Test
    func `a kind of event is written if and only if it is asked for`() throws {
        let capture = try CaptureFile.named("fragments")
        let kinds = [
            ("connections", ["open", "close"]), ("messages", ["message"]), ("frames", ["frame"]),
            ("findings", ["finding"]),
        ]
        let everything = try types(
            jsonl(capture.path, "--only", "connections", "--only", "messages", "--only", "frames", "--only", "findings")
        )
        for choice in 1..<16 {
            let chosen = kinds.enumerated().filter { choice >> $0.offset & 1 == 1 }.map(\.element)
            let program = try Wscope.start(
                ["read", "--format", "jsonl", capture.path] + chosen.flatMap { ["--only", $0.0] })
            let end = program.end()
            #expect(end.exitCode == 0)
            let wanted = Set(chosen.flatMap(\.1))
            #expect(types(end) == everything.filter { wanted.contains($0) }, "\(chosen.map(\.0))")
        }
        #expect(types(try jsonl(capture.path)) == everything.filter { $0 != "frame" })
    }

    private func types(_ end: ProgramEnd) -> [String] {
        end.output.split(separator: 0x0a).compactMap { JSONLine($0)?.text("type") }
    }

    @Test(arguments: [("10", 10), ("0", 70_000), ("1Ki", 1_024), ("2k", 2_000), ("16Mi", 70_000)])
    func `no more of a message is kept than is asked for`(_ argument: String, _ kept: Int) throws {
        var conversation = Conversation()
        conversation.shakeHands()
        conversation.serverFrame(0x82, [UInt8](repeating: 1, count: 70_000))
        let folder = try Folder()
        let end = try jsonl(folder.file("a.pcap", conversation.list.pcap()), "--max-payload", argument)
        let message = try #require(end.output.split(separator: 0x0a).dropFirst().first.flatMap { JSONLine($0) })
        #expect(message.number("length") == 70_000)
        #expect(message.number("kept") == (kept == 70_000 ? nil : kept))
        #expect(message.text("base64")?.utf8.count == (kept + 2) / 3 * 4)
    }

    @Test
    func `a port can be named that speaks WebSocket`() throws {
        var conversation = Conversation()
        conversation.serverFrame(0x81, Array("unannounced".utf8))
        let folder = try Folder()
        let path = try folder.file("a.pcap", conversation.list.pcap())
        #expect(try jsonl(path, "--decode-as", "80").text.contains("unannounced"))
    }

    @Test
    func `quiet leaves standard error empty, and verbose says more`() throws {
        let capture = try CaptureFile.named("many")
        #expect(try jsonl("-q", capture.path).errors == [])
        #expect(try jsonl("--quiet", capture.path).errors == [])
        let usual = try jsonl(capture.path).errors.count
        #expect(usual > 0)
        #expect(try jsonl("-v", capture.path).errors.count >= usual)
    }

    @Test
    func `packets that are not understood are named`() throws {
        var list = PacketList(of: try CaptureFile.named("pings").bytes)
        list.packets.append(
            PacketList.Packet(time: list.packets[0].time, linkType: 147, originalLength: 4, bytes: [1, 2, 3, 4]))
        let folder = try Folder()
        let end = try jsonl(folder.file("a.pcapng", list.pcapng()))
        #expect(end.exitCode == 0)
        #expect(end.text == (try CaptureFile.named("pings").expected))
        let line = try #require(end.errorText.split(separator: "\n").first { $0.contains("not understood") })
        #expect(line.contains("1 packet") && line.contains("147"), "\(line)")
    }
}
