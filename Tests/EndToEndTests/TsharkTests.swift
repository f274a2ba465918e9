import CaptureKit
import Glibc
import TestKit
import Testing

/// What tshark, where it is installed, makes of exported packets.
struct TsharkTests {
    @Test(
        .enabled(if: Tshark.isInstalled, "tshark is not installed"), arguments: CaptureFile.all + SharedCaptures.all)
    func `tshark sees in exported packets the frames that wscope sees, and nothing amiss in TCP`(
        _ capture: CaptureFile
    ) throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/a.pcapng"
        let export = try Wscope.start(
            ["export", "-q", "--format", "pcapng", "-o", path] + RoundTrip.flags(capture)
        ).end()
        try #require(export.exitCode == 0 || export.exitCode == 3, "\(export.errorText)")
        let only = ["connections", "messages", "frames"].flatMap { ["--only", $0] }
        let reading = try Wscope.start(["read", "-q", "--format", "jsonl", "--max-payload", "0", path] + only).end()
        try #require(reading.exitCode == 0, "\(reading.errorText)")
        let told = ToldFrames(reading.output)
        let seen = try Tshark.read(path, httpPorts: told.serverPorts)
        #expect(seen.complaints == [])
        #expect(Set(seen.frames.keys) == Set(told.frames.keys))
        for (way, frames) in told.frames { #expect(seen.frames[way] ?? [] == frames, "\(way)") }
    }

    @Test(.enabled(if: Tshark.isInstalled, "tshark is not installed"))
    func `tshark complains where exported packets are lost or changed`() throws {
        let folder = try ScratchFolder()
        let whole = try Wscope.run("export", "-q", "--format", "pcapng", CaptureFile.named("text").path).output
        var list = PacketList(of: whole)
        let path = folder.path + "/a.pcapng"
        try #require(write(list.pcapng(), to: path))
        let sound = try Tshark.read(path, httpPorts: ["8700"])
        #expect(sound.complaints == [])
        #expect(sound.frames.mapValues(\.count).values.sorted() == [11, 11])
        list.packets.remove(at: 7)
        list.packets[9].bytes[list.packets[9].bytes.count - 1] ^= 1
        try #require(write(list.pcapng(), to: path))
        let damaged = try Tshark.read(path, httpPorts: ["8700"])
        #expect(damaged.complaints.contains { $0.contains("analysis") })
        #expect(damaged.complaints.contains { $0.contains("checksum") })
        #expect(damaged.frames != sound.frames)
    }
}

/// A frame as both programs tell it.
struct WireFrame: Equatable, CustomStringConvertible {
    let opcode: Int
    let isFinal: Bool
    /// Bytes of its payload on the wire.
    let length: Int

    var description: String { "\(opcode)\(isFinal ? "" : "…")/\(length)" }
}

/// The frames that wscope tells, by the way they go: from one address and port to another. The two ways of a connection
/// are apart, since a frame is told by the one program where it begins and by the other where it ends.
///
/// Frames are left out that tshark 4.0 to 4.4 is known not to show, each for one of these reasons:
/// - the connection has no handshake, and so tshark takes it for anything else;
/// - the client sent them before the answer to its handshake, and so tshark takes them for the rest of its request;
/// - the end of the last frame is not in the capture, and so tshark waits for it.
struct ToldFrames {
    private struct Connection {
        let client: String
        let server: String
        let isMidstream: Bool
        let time: Int
        var frames: [String: [WireFrame]] = [:]
        /// Wire bytes of the frames of messages in progress.
        var sizes: [Int: Int] = [:]
    }

    private(set) var frames: [String: [WireFrame]] = [:]
    private(set) var serverPorts: Set<String> = []
    private var connections: [Int: Connection] = [:]

    init(_ lines: [UInt8]) {
        for bytes in lines.split(separator: 0x0a) {
            guard let line = JSONLine(bytes), let number = line.number("conn"), let type = line.text("type") else {
                Issue.record("no line: \(String(decoding: bytes, as: UTF8.self))")
                continue
            }
            if type == "open" {
                open(line, number)
            } else if var connection = connections.removeValue(forKey: number) {
                if type == "frame" { Self.take(frame: line, &connection) }
                if type == "message" { Self.take(message: line, &connection) }
                if type == "close" { close(connection) } else { connections[number] = connection }
            }
        }
        for connection in connections.values { close(connection) }
    }

    private mutating func open(_ line: JSONLine, _ number: Int) {
        let server = line.text("server") ?? ""
        serverPorts.insert(String(server.split(separator: ":").last ?? ""))
        connections[number] = Connection(
            client: line.text("client") ?? "", server: server, isMidstream: line.raw("midstream") != nil,
            time: Self.time(line))
    }

    /// Several connections may have the same addresses and ports, one after the other.
    private mutating func close(_ connection: Connection) {
        guard !connection.isMidstream else { return }
        for (way, all) in connection.frames where !all.isEmpty { frames[way, default: []] += all }
    }

    private static func take(frame line: JSONLine, _ connection: inout Connection) {
        guard let opcode = line.text("opcode").flatMap(opcode), let length = line.number("length") else {
            Issue.record("a frame without opcode or length")
            return
        }
        let size = length + (line.number("header_length") ?? 0)
        connection.sizes[line.number("seq") ?? 0, default: 0] += size
        if line.text("from") == "client", time(line) < connection.time { return }
        let isFinal = line.raw("fin").map { String(decoding: $0, as: UTF8.self) } == "true"
        connection.frames[way(line, connection), default: []].append(
            WireFrame(opcode: opcode, isFinal: isFinal, length: length))
    }

    private static func take(message line: JSONLine, _ connection: inout Connection) {
        let size = connection.sizes.removeValue(forKey: line.number("seq") ?? 0) ?? 0
        guard line.raw("incomplete") != nil, size > line.number("wire_length") ?? 0 else { return }
        _ = connection.frames[way(line, connection)]?.popLast()
    }

    private static func way(_ line: JSONLine, _ connection: Connection) -> String {
        line.text("from") == "client"
            ? "\(connection.client) > \(connection.server)" : "\(connection.server) > \(connection.client)"
    }

    private static func time(_ line: JSONLine) -> Int {
        Int(String(decoding: (line.raw("time") ?? []).filter { $0 != 0x2e }, as: UTF8.self)) ?? 0
    }

    private static func opcode(_ name: String) -> Int? {
        if name.hasPrefix("0x") { return Int(name.dropFirst(2), radix: 16) }
        return ["continuation": 0, "text": 1, "binary": 2, "close": 8, "ping": 9, "pong": 10][name]
    }
}

/// The program of Wireshark without windows.
enum Tshark {
    /// What it shows of a file.
    struct Reading {
        var frames: [String: [WireFrame]] = [:]
        /// Packets that are lost, repeated or out of order, or have a wrong checksum.
        var complaints: [String] = []
    }

    static let isInstalled = Program("/usr/bin/env", ["tshark", "--version"])?.end().exitCode == 0

    /// Complaints about TCP, but for the remark that a connection has the ports of one that ended.
    private static let complaint =
        "(tcp.analysis.flags && !tcp.analysis.reused_ports) || tcp.checksum.status == 0 || ip.checksum.status == 0"

    private static let fields = [
        "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "tcp.srcport", "tcp.dstport", "websocket.opcode", "websocket.fin",
        "websocket.payload_length", "websocket.payload_length_ext_16", "websocket.payload_length_ext_64",
        "tcp.analysis.flags", "tcp.checksum.status", "ip.checksum.status", "tcp.analysis.reused_ports",
    ]

    /// Reads a capture in which these ports speak HTTP.
    static func read(_ path: String, httpPorts: Set<String>) throws -> Reading {
        let settings = ["tcp.check_checksum:TRUE", "ip.check_checksum:TRUE"].flatMap { ["-o", $0] }
        let program = try #require(
            Program(
                "/usr/bin/env",
                ["tshark", "-n", "-r", path, "-Y", "websocket || \(complaint)", "-T", "fields"] + settings
                    + ["-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=,"]
                    + httpPorts.flatMap { ["-d", "tcp.port==\($0),http"] } + fields.flatMap { ["-e", $0] }))
        let end = program.end()
        try #require(end.exitCode == 0, "\(end.errorText)")
        var reading = Reading()
        for line in end.text.split(separator: "\n") {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map {
                $0.split(separator: ",").map(String.init)
            }
            try #require(columns.count == fields.count, "\(line)")
            try take(Dictionary(uniqueKeysWithValues: zip(fields, columns)), into: &reading)
        }
        return reading
    }

    private static func take(_ packet: [String: [String]], into reading: inout Reading) throws {
        func values(_ name: String) -> [String] { packet[name] ?? [] }
        func end(_ side: String, _ port: String) -> String {
            let address = values("ip.\(side)").first ?? values("ipv6.\(side)").first.map { "[\($0)]" } ?? ""
            return "\(address):\(values(port).first ?? "")"
        }
        let way = "\(end("src", "tcp.srcport")) > \(end("dst", "tcp.dstport"))"
        for status in ["tcp.checksum.status", "ip.checksum.status"] where values(status).contains("0") {
            reading.complaints.append("\(way): \(status)")
        }
        if !values("tcp.analysis.flags").isEmpty, values("tcp.analysis.reused_ports").isEmpty {
            reading.complaints.append("\(way): tcp.analysis.flags")
        }
        let frames = try self.frames(values)
        if !frames.isEmpty { reading.frames[way, default: []] += frames }
    }

    /// The frames of a packet. Fields of several frames stand in one column, in the order of the frames, and a length has
    /// a second field only where its first says so (RFC 6455 section 5.2).
    private static func frames(_ values: (String) -> [String]) throws -> [WireFrame] {
        var short = values("websocket.payload_length_ext_16")[...]
        var long = values("websocket.payload_length_ext_64")[...]
        let (opcodes, finals) = (values("websocket.opcode"), values("websocket.fin"))
        let lengths = values("websocket.payload_length")
        try #require(opcodes.count == finals.count && opcodes.count == lengths.count)
        let frames = try zip(zip(opcodes, finals), lengths).map { head, length in
            let whole = length == "126" ? short.popFirst() : length == "127" ? long.popFirst() : length
            return WireFrame(
                opcode: try #require(Int(head.0)), isFinal: head.1 == "1" || head.1 == "True",
                length: try #require(whole.flatMap { Int($0) }))
        }
        try #require(short.isEmpty && long.isEmpty)
        return frames
    }
}
