import Foundation
import Testing

/// `wscope capture` on the loopback interface.
@Suite(.enabled(if: CapturePermission.isGiven, "capturing needs root or cap_net_raw"), .timeLimit(.minutes(5)))
struct CaptureCommandTests {
    private let words = (1...20).map { "word \($0)" }

    /// Starts a capture of a pair's packets, and returns once it captures.
    private func capture(_ pair: WebSocketPair, _ arguments: [String]) throws -> RunningProgram {
        let program = try RunningProgram(
            ["capture", "-i", "lo", "-f", "tcp port \(pair.port)", "--format", "jsonl"] + arguments)
        try #require(program.read { $0.diagnostics.contains("capturing on lo (Ethernet)") }, "\(program.diagnostics)")
        return program
    }

    private func talk(_ pair: WebSocketPair) throws {
        try pair.open("/live")
        for word in words { try pair.echo(word) }
        try pair.end()
    }

    private func texts(_ lines: String) -> [String] {
        lines.split(separator: "\n").compactMap { line in
            guard let start = line.range(of: #","text":""#)?.upperBound else { return nil }
            return String(line[start...].prefix { $0 != "\"" })
        }
    }

    private func lines(_ text: String, _ type: String) -> [Substring] {
        text.split(separator: "\n").filter { $0.hasPrefix(#"{"type":"\#(type)""#) }
    }

    @Test
    func `messages are told while it captures, and an interrupt tells the totals`() throws {
        let pair = try WebSocketPair()
        let program = try capture(pair, [])
        try pair.open("/live")
        try pair.echo("first")
        try #require(program.read { texts($0.output).count == 2 }, "\(program.output)")
        for word in words { try pair.echo(word) }
        try #require(program.read { texts($0.output).count == 42 }, "\(program.output)")
        program.interrupt()
        #expect(program.finish() == 130)
        #expect(texts(program.output) == (["first"] + words).flatMap { [$0, $0] })
        let opening = try #require(lines(program.output, "open").first)
        #expect(opening.contains(#""source":"live""#))
        #expect(opening.contains(#""url":"ws://127.0.0.1:\#(pair.port)/live""#))
        #expect(lines(program.output, "close").first?.contains(#""how":"open""#) == true)
        #expect(program.diagnostics.contains("1 WebSocket connection, 42 messages"))
        #expect(program.diagnostics.contains("0 dropped by the kernel, 0 dropped by the interface"))
    }

    @Test
    func `a session is recorded whole while a filter shows less, and can be read meanwhile`() throws {
        let pair = try WebSocketPair()
        let folder = try ScratchFolder()
        let session = folder.path + "/live.wscope"
        let program = try capture(pair, ["-w", session, "-Y", "text contains \"7\"", "--only", "messages"])
        try pair.open("/live")
        for word in words { try pair.echo(word) }
        let isRecorded = program.read { _ in
            (try? Wscope.run("read", "-q", "--format", "jsonl", session)).map { texts($0.text).count == 40 } ?? false
        }
        #expect(isRecorded)
        program.interrupt()
        #expect(program.finish() == 130)
        #expect(texts(program.output) == ["word 7", "word 7", "word 17", "word 17"])
        let whole = try Wscope.run("read", "-q", "--format", "jsonl", session)
        #expect(texts(whole.text) == words.flatMap { [$0, $0] })
        #expect(lines(whole.text, "open").count == 1 && lines(whole.text, "close").count == 1)
        #expect(folder.names == ["live.wscope"])
    }

    /// Of the server's packets alone, all but one are captured, so that only time tells that it is lost.
    @Test
    func `what is lost on a quiet interface is told after a while`() throws {
        let pair = try WebSocketPair()
        let program = try RunningProgram([
            "capture", "-i", "lo", "-f", "src port \(pair.port) and less 1000", "--format", "jsonl",
        ])
        try #require(program.read { $0.diagnostics.contains("capturing on lo") }, "\(program.diagnostics)")
        try pair.open("/live")
        try pair.echo("before")
        try pair.tell(String(repeating: "z", count: 2_000))
        for number in 1...8 { try pair.echo("number \(number) of eight") }
        try #require(program.read { texts($0.output).contains("number 8 of eight") }, "\(program.output)")
        #expect(program.output.contains("wscope-bytes-missing"))
        program.interrupt()
        #expect(program.finish() == 130)
        #expect(texts(program.output).first == "before")
    }

    @Test
    func `what came before the interrupt is all there`() throws {
        let pair = try WebSocketPair()
        let program = try capture(pair, [])
        try talk(pair)
        program.interrupt()
        #expect(program.finish() == 130)
        #expect(texts(program.output) == words.flatMap { [$0, $0] })
        #expect(lines(program.output, "close").first?.contains(#""how":"clean""#) == true)
    }

    @Test
    func `the same interface under two names gives each message once`() throws {
        let pair = try WebSocketPair()
        let program = try RunningProgram([
            "capture", "-i", "lo", "-i", "any", "-f", "tcp port \(pair.port)", "--format", "jsonl",
        ])
        try #require(program.read { $0.diagnostics.contains("capturing on lo (Ethernet), any (Linux cooked") })
        try talk(pair)
        try #require(program.read { !lines($0.output, "close").isEmpty }, "\(program.output)")
        program.interrupt()
        #expect(program.finish() == 130)
        #expect(texts(program.output) == words.flatMap { [$0, $0] })
        #expect(lines(program.output, "open").count == 1)
    }

    @Test
    func `the kept packets tell the same story`() throws {
        let pair = try WebSocketPair()
        let folder = try ScratchFolder()
        let file = "\(folder.path)/kept.pcapng"
        let program = try capture(pair, ["--pcapng", file])
        try talk(pair)
        try #require(program.read { !lines($0.output, "close").isEmpty }, "\(program.output)")
        program.interrupt()
        #expect(program.finish() == 130)
        let reading = try RunningProgram(["read", "--format", "jsonl", file])
        #expect(reading.finish() == 0)
        #expect(reading.output == program.output.replacing(#""source":"live""#, with: #""source":"capture""#))
        #expect(lines(reading.output, "message").count == 42)
        let other = try RunningProgram(["read", "--format", "jsonl", "-f", "not tcp port \(pair.port)", file])
        #expect(other.finish() == 0)
        #expect(other.output.isEmpty)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test
    func `a ring keeps the last files, and together they can be read`() throws {
        let pair = try WebSocketPair()
        let folder = try ScratchFolder()
        let program = try capture(
            pair, ["--pcapng", "\(folder.path)/ring.pcapng", "--ring-size", "65536", "--ring-files", "2"])
        try pair.open("/live")
        let text = String(repeating: "x", count: 120)
        for _ in 0..<600 { try pair.echo(text) }
        try pair.end()
        try #require(program.read { !lines($0.output, "close").isEmpty }, "\(program.output)")
        program.interrupt()
        #expect(program.finish() == 130)
        let names = folder.names
        #expect(names.count == 2)
        #expect(names.allSatisfy { $0.hasPrefix("ring-0") && $0.hasSuffix(".pcapng") })
        #expect(!names.contains("ring-00001.pcapng"))
        let reading = try RunningProgram(["read", "--format", "jsonl"] + names.map { "\(folder.path)/\($0)" })
        #expect(reading.finish() == 0)
        #expect(texts(reading.output).last == text)
    }

    @Test
    func `a full disk stops the file and not the capture`() throws {
        let pair = try WebSocketPair()
        let folder = try ScratchFolder()
        let file = "\(folder.path)/small.pcapng"
        let shell = ["sh", "-c", "ulimit -f 8; exec \"$@\"", "sh"]
        let program = try RunningProgram(
            ["capture", "-i", "lo", "-f", "tcp port \(pair.port)", "--format", "jsonl", "--pcapng", file],
            before: shell)
        try #require(program.read { $0.diagnostics.contains("capturing on lo") }, "\(program.diagnostics)")
        try pair.open("/live")
        for _ in 0..<100 { try pair.echo(String(repeating: "y", count: 120)) }
        try pair.end()
        try #require(program.read { !lines($0.output, "close").isEmpty }, "\(program.output)")
        program.interrupt()
        #expect(program.finish() == 130)
        #expect(texts(program.output).count == 200)
        #expect(program.diagnostics.contains("small.pcapng: it cannot be written: File too large: NO FURTHER PACKETS"))
        let reading = try RunningProgram(["read", "--format", "jsonl", file])
        #expect(reading.finish() == 0, "\(reading.diagnostics)")
    }

    @Test(.enabled(if: getuid() == 0, "only root can become another user"))
    func `root is given up for good and capturing goes on`() throws {
        let pair = try WebSocketPair()
        let program = try capture(pair, ["--user", "nobody"])
        try talk(pair)
        try #require(program.read { !lines($0.output, "close").isEmpty }, "\(program.output)")
        program.interrupt()
        #expect(program.finish() == 130)
        #expect(texts(program.output).count == 40)
    }

    @Test
    func `a closed pipe ends it silently`() throws {
        let pair = try WebSocketPair()
        let program = try RunningProgram(
            ["capture", "-i", "lo", "-f", "tcp port \(pair.port)", "--format", "jsonl"],
            before: ["sh", "-c", "\"$@\" | head -n 1", "sh"])
        try #require(program.read { $0.diagnostics.contains("capturing on lo") }, "\(program.diagnostics)")
        try talk(pair)
        #expect(program.finish() == 0)
        #expect(program.output.split(separator: "\n").count == 1)
    }
}

/// Whether this process may capture.
enum CapturePermission {
    static let isGiven: Bool = {
        let descriptor = socket(17, Int32(SOCK_RAW.rawValue), 0)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }()

    /// Whether this process may make interfaces in a network of its own.
    static let canMakeInterfaces: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["unshare", "-n", "ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()
}
