import CaptureKit
import Glibc
import TestKit
import Testing

/// What is exported and read again is what was there.
struct RoundTripTests {
    @Test(arguments: CaptureFile.all + SharedCaptures.all)
    func `a session tells what its capture tells, byte for byte`(_ capture: CaptureFile) throws {
        let folder = try ScratchFolder()
        let direct = try read(capture)
        let session = folder.path + "/a.wscope"
        let recording = try Wscope.start(["read", "-q", "-w", session] + RoundTrip.flags(capture))
        #expect(recording.end().exitCode != 2)
        #expect(try Wscope.run("read", "-q", "--format", "jsonl", session).output == direct)
        try export(capture, to: folder.path + "/b.wscope")
        #expect(try Wscope.run("read", "-q", "--format", "jsonl", folder.path + "/b.wscope").output == direct)
        #expect(folder.names == ["a.wscope", "b.wscope"])
    }

    @Test(arguments: CaptureFile.all + SharedCaptures.all)
    func `HAR tells every data message, and with --har-control every message`(_ capture: CaptureFile) throws {
        let folder = try ScratchFolder()
        let messages = try Story.messages(in: read(capture))
        try export(capture, to: folder.path + "/a.har")
        let data = try Wscope.run("read", "-q", "--format", "jsonl", folder.path + "/a.har").output
        #expect(Story.messages(in: data) == messages.filter(\.isData))
        try export(capture, to: folder.path + "/b.har", "--har-control")
        let all = try Wscope.run("read", "-q", "--format", "jsonl", folder.path + "/b.har").output
        #expect(Story.messages(in: all) == messages)
        let piped = try Wscope.run("read", "-q", "--format", "jsonl", "-", input: contents(of: folder.path + "/b.har"))
        #expect(piped.output == all)
    }

    @Test(arguments: CaptureFile.all + SharedCaptures.all)
    func `packets tell every message and how connections closed`(_ capture: CaptureFile) throws {
        let folder = try ScratchFolder()
        try export(capture, to: folder.path + "/a.pcapng")
        let again = try Wscope.run("read", "-q", "--format", "jsonl", "--max-payload", "0", folder.path + "/a.pcapng")
        #expect(again.exitCode == 0, "\(again.errorText)")
        let direct = try read(capture)
        #expect(Story.byEnds(again.output) == Story.byEnds(direct))
        let session = folder.path + "/b.wscope"
        try export(capture, to: session)
        let exported = try Wscope.run("export", "-q", "--format", "pcapng", session)
        #expect(exported.output == contents(of: folder.path + "/a.pcapng") ?? [])
    }

    private func read(_ capture: CaptureFile) throws -> [UInt8] {
        let program = try Wscope.start(["read", "-q", "--format", "jsonl"] + RoundTrip.flags(capture))
        return program.end().output
    }

    private func export(_ capture: CaptureFile, to path: String, _ more: String...) throws {
        let program = try Wscope.start(["export", "-q", "-o", path] + RoundTrip.flags(capture) + more)
        let end = program.end()
        try #require(end.exitCode == 0 || end.exitCode == 3, "\(end.errorText)")
    }
}

enum RoundTrip {
    /// What the program is to be told to read all of a capture.
    static func flags(_ capture: CaptureFile) -> [String] {
        [capture.path, "--max-payload", "0"] + (SharedCaptures.keyLogFlag(capture) ?? capture.keyLogFlag)
    }
}

/// Captures from elsewhere, where they are at hand.
enum SharedCaptures {
    private static let folder = CaptureFile.root + "/../shared/captures"

    /// All of them; none where the folder is not there.
    static let all = CaptureFile.all(below: [folder]).filter {
        $0.path.hasSuffix(".pcap") || $0.path.hasSuffix(".pcapng")
    }

    /// The key log beside a capture; nil where there is none.
    static func keyLogFlag(_ capture: CaptureFile) -> [String]? {
        guard let dot = capture.path.lastIndex(of: ".") else { return nil }
        let path = capture.path[..<dot] + ".keys"
        return access(String(path), R_OK) == 0 ? ["--keylog", String(path)] : nil
    }
}

extension Story {
    /// A message line without its connection's number, and whose it is.
    struct MessageLine: Equatable {
        let connection: Int
        let text: Substring
        let isData: Bool
    }

    /// The message lines in their order, connection by connection.
    static func messages(in lines: [UInt8]) -> [MessageLine] {
        let all = String(decoding: lines, as: UTF8.self).split(separator: "\n")
        let messages = all.filter { $0.hasPrefix(#"{"type":"message""#) }.map { line in
            let connection = Int(line.dropFirst(#"{"type":"message","conn":"#.count).prefix { $0.isNumber }) ?? 0
            let control = ["ping", "pong", "close", "0xb", "0xc", "0xd", "0xe", "0xf"]
            let isData = !control.contains { line.contains(#""opcode":"\#($0)""#) }
            return MessageLine(connection: connection, text: line, isData: isData)
        }
        return Dictionary(grouping: messages) { $0.connection }.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    /// Messages and closes by the addresses and the path of their connection: connections may be numbered otherwise, and
    /// those that shared one TCP connection have ports of their own.
    static func byEnds(_ lines: [UInt8]) -> [String: [String]] {
        var names: [Substring: String] = [:]
        var told: [String: [String]] = [:]
        for line in String(decoding: lines, as: UTF8.self).split(separator: "\n") {
            guard let start = line.range(of: #""conn":"#)?.upperBound else { continue }
            let number = line[start...].prefix { $0.isNumber }
            if line.hasPrefix(#"{"type":"open""#) {
                let client = value(of: "client", in: line)
                let address = client[..<(client.lastIndex(of: ":") ?? client.endIndex)]
                let path = value(of: "url", in: line).split(separator: ":", maxSplits: 1).last ?? ""
                names[number] = "\(address) \(value(of: "server", in: line)) \(path)"
            }
            let name = names[number] ?? ""
            if line.hasPrefix(#"{"type":"message""#) {
                told[name, default: []].append(String(line[start...].dropFirst(number.count)))
            } else if line.hasPrefix(#"{"type":"close""#) {
                let facts = ["how", "by", "code"].map { value(of: $0, in: line) }
                told[name, default: []].append(facts.joined(separator: " "))
            }
        }
        return told.mapValues { $0.sorted() }
    }

    private static func value(of name: String, in line: Substring) -> String {
        guard let start = line.range(of: #""\#(name)":"#)?.upperBound else { return "" }
        return String(line[start...].prefix { $0 != "," && $0 != "}" })
    }
}
