import Glibc

/// A capture of this project, or of a folder that somebody names.
package struct CaptureFile: Sendable, CustomStringConvertible {
    /// How it is called: the folder that it stands in, or its own name.
    package let name: String
    /// Where it is.
    package let path: String

    /// Its name.
    package var description: String { name }

    /// Where the lines that are expected of it are kept.
    package var expectedPath: String { Self.folder(of: path) + "/expected.jsonl" }

    /// The top folder of this repository.
    package static let root = folder(of: folder(of: folder(of: #filePath)))

    /// The captures below `Captures`, by name.
    package static let all: [CaptureFile] = below(root + "/Captures").map {
        CaptureFile(name: String(folder(of: $0).split(separator: "/").last ?? ""), path: $0)
    }

    /// The captures below any folders, by path.
    package static func all(below folders: [String]) -> [CaptureFile] {
        folders.flatMap(below).map { CaptureFile(name: String($0.split(separator: "/").last ?? ""), path: $0) }
    }

    /// Its bytes; nothing where it cannot be read.
    package var bytes: [UInt8] { contents(of: path) ?? [] }

    /// The text of the TLS key log beside it; nothing where there is none.
    package var keyLog: [UInt8] { contents(of: keyLogPath) ?? [] }

    /// Where the key log is, if there is one.
    package var keyLogPath: String { Self.folder(of: path) + "/keys.log" }

    /// What the program is to be told of the key log.
    package var keyLogFlag: [String] { keyLog.isEmpty ? [] : ["--keylog", keyLogPath] }

    /// The messages that should be seen in it, as those who sent them wrote them down; nothing where they did not.
    package var sent: [UInt8] { contents(of: Self.folder(of: path) + "/sent.jsonl") ?? [] }

    /// How it is told without flags, but with its key log.
    package var telling: Telling {
        var telling = Telling()
        telling.keyLog = keyLog
        return telling
    }

    /// Its story.
    package var story: Story { Story(of: bytes, telling) }

    private static func folder(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    private static func below(_ folder: String) -> [String] {
        entries(of: folder).flatMap { name -> [String] in
            let path = folder + "/" + name
            if name.hasSuffix(".pcap") || name.hasSuffix(".pcapng") { return [path] }
            return below(path)
        }
    }

    private static func entries(of folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}

/// The bytes of a file; nil where it cannot be read.
package func contents(of path: String) -> [UInt8]? {
    let number = open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return nil }
    defer { close(number) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
        let count = read(number, &block, block.count)
        guard count > 0 else { return count == 0 ? bytes : nil }
        bytes += block[..<count]
    }
}

/// Writes a file anew; whether that went well.
package func write(_ bytes: [UInt8], to path: String) -> Bool {
    let number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard number >= 0 else { return false }
    defer { close(number) }
    var written = 0
    while written < bytes.count {
        let count = bytes.withUnsafeBytes { write(number, $0.baseAddress?.advanced(by: written), $0.count - written) }
        guard count > 0 else { return false }
        written += count
    }
    return true
}
