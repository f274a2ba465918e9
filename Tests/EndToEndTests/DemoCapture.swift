import ByteStreams
import DemoTraffic
import Dissection
import Exporters
import Glibc
import JSONText
import Testing

/// Something to show in the interface, and the interface with files of its own.
enum DemoCapture {
    /// A capture of the demonstration's first hundred seconds.
    static func made(in folder: ScratchFolder) throws -> String {
        let path = "\(folder.path)/demo.pcapng"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        var output = TextOutput { bytes in
            var rest = bytes
            while !rest.isEmpty {
                let count = Glibc.write(file, rest.baseAddress, rest.count)
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
        var options = DissectionOptions()
        options.tellsFrames = true
        options.keepsCompressed = true
        let start = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
        var dissector = Dissector(options: options)
        var demo = DemoTraffic(seed: 1, start: start)
        var exporter = PcapngExporter(application: "test")
        var batch = TrafficBatch()
        exporter.begin(&output)
        demo.play(until: Timestamp(nanoseconds: start.nanoseconds + 100_000_000_000)) { stream, time, event in
            dissector.accept(event, of: stream, at: time, into: &batch)
            guard batch.isFull else { return }
            exporter.write(batch, to: &output)
            batch.clear()
        }
        exporter.write(batch, to: &output)
        exporter.finish(&output)
        output.flush()
        return path
    }

    /// The command with files of its own, in a folder.
    static func command(_ folder: ScratchFolder, _ arguments: String) -> String {
        "cd \(folder.path) && XDG_CONFIG_HOME=\(folder.path)/config XDG_STATE_HOME=\(folder.path)/state TZ=UTC "
            + "\(Wscope.path) \(arguments)"
    }

    /// A file's bytes; nil where it is not there.
    static func bytes(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(file, &part, part.count), count > 0 { bytes += part[..<count] }
        return bytes
    }

    /// A file as text; nil where it is not there.
    static func text(_ path: String) -> String? {
        bytes(path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes a file; says whether that was possible.
    static func write(_ bytes: [UInt8], to path: String) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        return Glibc.write(file, bytes, bytes.count) == bytes.count
    }
}
