import Foundation

/// The files of this repository, as the tests that read them need them.
struct Repository {
    /// A file of text, with its path from the root.
    struct File: Sendable {
        let path: String
        let text: String

        /// The parts of the path: folders, then the file's name.
        var parts: [Substring] { path.split(separator: "/") }
        /// The folder below `Sources` or `Tests`.
        var module: String { parts.count > 2 ? String(parts[1]) : "" }
        /// The file's name without its ending.
        var stem: String { String(parts.last?.split(separator: ".").first ?? "") }
    }

    let root: URL

    /// The repository that this file stands in.
    static let here = Repository(
        root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent())

    /// Every file of text below a folder, in the order of their paths.
    func files(below folder: String) throws -> [File] {
        let found = FileManager.default.enumerator(
            at: root.appending(path: folder), includingPropertiesForKeys: [.isRegularFileKey])
        var files: [File] = []
        while let url = found?.nextObject() as? URL {
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true,
                let text = try? String(contentsOf: url, encoding: .utf8)
            else { continue }
            files.append(File(path: String(url.path.dropFirst(root.path.count).drop { $0 == "/" }), text: text))
        }
        return files.sorted { $0.path < $1.path }
    }

    /// Every Swift file below a folder.
    func swiftFiles(below folder: String) throws -> [File] {
        try files(below: folder).filter { $0.path.hasSuffix(".swift") }
    }

    /// The paths that git tracks, or nothing where there is no git or no clone.
    func trackedPaths() -> [String]? {
        let git = Process()
        let output = Pipe()
        git.executableURL = URL(filePath: "/usr/bin/env")
        git.arguments = ["git", "-C", root.path, "ls-files", "-z"]
        git.standardOutput = output
        git.standardError = FileHandle.nullDevice
        guard (try? git.run()) != nil, let data = try? output.fileHandleForReading.readToEnd() else { return nil }
        git.waitUntilExit()
        guard git.terminationStatus == 0 else { return nil }
        return String(decoding: data, as: UTF8.self).split(separator: "\0").map(String.init)
    }
}
