import CaptureKit
import Glibc
import TestKit
import Testing

struct StreamingTests {
    /// A connection on which the server says so many texts.
    private func talk(_ texts: Int) -> PacketList {
        var conversation = Conversation()
        conversation.shakeHands()
        for number in 1...texts { conversation.serverFrame(0x81, Array("text number \(number)".utf8)) }
        return conversation.list
    }

    private func start(_ flags: String...) throws -> Program {
        try Wscope.start(["read", "--format", "jsonl"] + flags + ["-"], input: .test)
    }

    @Test(arguments: [5, 2_000])
    func `lines come while the capture is still being written`(_ texts: Int) throws {
        let program = try start()
        let file = talk(texts).pcap()
        program.give(file)
        #expect(program.exchange { contains($0, "text number \(texts)\"") })
        var more = talk(texts + 1).packets
        more.removeFirst(talk(texts).packets.count)
        program.give(Array(PacketList(more).pcap().dropFirst(24)))
        #expect(program.exchange { contains($0, "text number \(texts + 1)\"") })
        program.give([], isLast: true)
        let end = program.end()
        #expect(end.exitCode == 0)
        #expect(end.lines.count == texts + 3)
    }

    @Test
    func `lines come while half of a packet is waited for`() throws {
        let program = try start()
        let file = talk(9).pcap()
        program.give(Array(file.dropLast(3)))
        #expect(program.exchange { contains($0, "text number 8\"") })
        program.give(Array(file.suffix(3)))
        #expect(program.exchange { contains($0, "text number 9\"") })
        program.give([], isLast: true)
        #expect(program.end().exitCode == 0)
    }

    @Test
    func `lines come while compressed data is still being written`() throws {
        let program = try start()
        program.give(try compressed(talk(8).pcap()))
        #expect(program.exchange { contains($0, "text number 8\"") })
        program.give([], isLast: true)
        #expect(program.end().exitCode == 0)
    }

    @Test
    func `a closed pipe ends the program silently`() throws {
        let program = try start("--only", "messages")
        program.give(talk(20_000).pcap())
        #expect(program.exchange { $0.contains(0x0a) })
        program.closeOutput()
        program.give([], isLast: true)
        let end = program.end()
        #expect(end.exitCode == 0)
        #expect(end.errors == [])
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `an interruption finishes what is in hand and prints the totals`(_ signal: Int32) throws {
        let program = try start()
        program.give(talk(50).pcap())
        #expect(program.exchange { contains($0, "text number 50\"") })
        program.send(signal)
        let end = program.end()
        #expect(end.exitCode == 130)
        #expect(end.lines.count == 52)
        #expect(end.lines.last?.hasPrefix(#"{"type":"close","conn":1,"#) == true)
        #expect(end.errorText.contains("1 WebSocket connection, 50 messages"))
        #expect(end.errorText.split(separator: "\n").count == 1 + (end.errorText.contains("findings") ? 1 : 0))
    }

    @Test
    func `an interruption ends a read of data that never ends`() throws {
        let program = try start("--only", "messages")
        let file = talk(400).pcap()
        program.give(file)
        #expect(program.exchange { $0.contains(0x0a) })
        for _ in 0..<400 { program.give(Array(file.dropFirst(24))) }
        #expect(program.exchange { $0.count > 40_000 })
        program.send(SIGINT)
        let end = program.end()
        #expect(end.exitCode == 130)
        #expect(end.output.last == 0x0a)
        #expect(end.errorText.contains("messages"))
    }

    @Test
    func `a decompression bomb ends quickly, is named, and is kept as far as asked`() throws {
        let zeros = try compressed([UInt8](repeating: 0, count: 1 << 20), bits: -15)
        var payload: [UInt8] = []
        for _ in 0..<1_024 { payload += zeros }
        var conversation = Conversation()
        conversation.shakeHands(extension: "permessage-deflate")
        conversation.serverFrame(0xc2, Array(payload.dropLast(4)))
        conversation.serverFrame(0x81, Array("after".utf8))
        conversation.end()
        #expect(payload.count < 2 << 20)
        let folder = try Folder()
        let path = try folder.file("bomb.pcap", conversation.list.pcap())
        let confined = "ulimit -d 131072; exec \"$0\" \"$@\""
        let arguments = ["-c", confined, Wscope.path, "read", "--format", "jsonl", "--max-payload", "1Mi", path]
        let program = try #require(Program("/bin/sh", arguments))
        let end = program.end(within: 60)
        #expect(end.exitCode == 0)
        #expect(end.processorSeconds < 20)
        #expect(end.text.contains("\"rule\":\"wscope-inflate-limit\""))
        let lines = end.output.split(separator: 0x0a).compactMap { JSONLine($0) }
        let messages = lines.filter { $0.text("type") == "message" }
        #expect(messages.map { $0.number("kept") } == [1 << 20, nil])
        #expect(messages.last?.text("text") == "after")
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        bytes.firstRange(of: Array(text.utf8)) != nil
    }
}
