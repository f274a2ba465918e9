import CaptureKit
import Foundation
import TestKit
import Testing

/// `wscope capture` beside a client and a server of another project, which talk over TLS 1.3.
@Suite(
    .enabled(if: CapturePermission.isGiven, "capturing needs root or cap_net_raw"),
    .enabled(if: SecuredTalk.python != nil, "needs python3 with the package websockets, and openssl"),
    .timeLimit(.minutes(5)))
struct LiveDecryptionTests {
    private func isData(_ message: SentMessage) -> Bool { message.opcode == "text" || message.opcode == "binary" }

    /// A capture of the talk's port with a key log that is followed, once it captures.
    private func capture(_ talk: SecuredTalk, _ arguments: [String]) throws -> RunningProgram {
        let program = try RunningProgram(
            ["capture", "-i", "lo", "-f", "tcp port \(talk.port)", "--headless", "--format", "jsonl"] + arguments)
        try #require(program.read { $0.diagnostics.contains("capturing on lo") }, "\(program.diagnostics)")
        return program
    }

    @Test
    func `it tells message for message what the client wrote down, with a key log that grows meanwhile`() throws {
        let folder = try ScratchFolder()
        let (keys, kept) = ("\(folder.path)/keys.log", "\(folder.path)/kept.pcapng")
        let talk = try SecuredTalk(in: folder.path, keyLog: keys)
        let program = try capture(talk, ["--keylog", keys, "--pcapng", kept])
        let sent = try talk.finish()
        #expect(sent.count == 3 * 40 * 3)
        let closes = { (program: RunningProgram) in
            program.output.split(separator: "\n").count { $0.hasPrefix(#"{"type":"close""#) }
        }
        try #require(program.read { closes($0) == 3 }, "\(program.output.suffix(2_000))\n\(program.diagnostics)")
        program.interrupt()
        #expect(program.finish() == 130)
        let told = try SentMessage.told(Array(program.output.utf8))
        #expect(told.filter(isData) == sent)
        #expect(told.count { $0.opcode == "ping" && $0.payload == Array("are you there".utf8) } == 3)
        #expect(program.output.contains(#""tls":{"version":"1.3""#))
        #expect(program.diagnostics.contains("TLS: 3 of 3 connections opened"), "\(program.diagnostics)")

        // The secrets are in the file.
        let reading = try RunningProgram(["read", "--format", "jsonl", kept])
        #expect(reading.finish() == 0)
        #expect(try SentMessage.told(Array(reading.output.utf8)).filter(isData) == sent)
    }

    @Test
    func `secrets that come when the connections have ended open them all the same`() throws {
        let folder = try ScratchFolder()
        let (keys, late) = ("\(folder.path)/keys.log", "\(folder.path)/late.log")
        let talk = try SecuredTalk(in: folder.path, keyLog: keys)
        let program = try capture(talk, ["--keylog", late])
        let sent = try talk.finish()
        try FileManager.default.copyItem(atPath: keys, toPath: late)
        try #require(
            program.read { $0.output.split(separator: "\n").count { $0.hasPrefix(#"{"type":"close""#) } == 3 },
            "\(program.output.suffix(2_000))\n\(program.diagnostics)")
        program.interrupt()
        #expect(program.finish() == 130)
        #expect(try SentMessage.told(Array(program.output.utf8)).filter(isData) == sent)
    }
}

/// The talk of `Tests/Tools/secured_talk.py`.
final class SecuredTalk {
    /// A Python with the package `websockets`; nil where there is none, or no `openssl`.
    static let python: String? = {
        let named = ProcessInfo.processInfo.environment["WSCOPE_TEST_PYTHON"]
        let places = [named, "/usr/bin/python3", "/usr/local/bin/python3"].compactMap { $0 }
        return places.first { place in
            let check = "command -v openssl && exec \(place) -c 'import websockets'"
            return Program("/bin/sh", ["-c", check], output: .nothing, errors: .nothing)?.end().exitCode == 0
        }
    }()

    private let program: Program
    /// The server's port.
    let port: Int

    /// Starts the server; the talk itself begins with `finish`.
    init(in folder: String, keyLog: String) throws {
        let python = try #require(Self.python)
        let program = try #require(
            Program(
                python, ["-B", CaptureFile.root + "/Tests/Tools/secured_talk.py", folder],
                environment: ["SSLKEYLOGFILE": keyLog, "PYTHONUTF8": "1"], input: .test))
        let isServing = program.exchange { $0.contains(0x0a) }
        try #require(isServing, "\(String(decoding: program.gatheredErrors, as: UTF8.self))")
        let line = String(decoding: program.gatheredOutput.prefix { $0 != 0x0a }, as: UTF8.self)
        port = try #require(Int(line.dropFirst("port ".count)))
        self.program = program
    }

    /// Lets them talk, and gives what they said.
    func finish() throws -> [SentMessage] {
        program.give(Array("\n".utf8), isLast: true)
        let end = program.end()
        try #require(end.exitCode == 0, "\(end.errorText)")
        return try SentMessage.sent(Array(end.output.drop { $0 != 0x0a }))
    }
}
