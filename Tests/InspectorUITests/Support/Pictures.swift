import Glibc
import Testing
import TextScreen

/// Compares a screen with the picture of that name beside the tests; with `RECORD=1` in the environment it writes the picture
/// instead, and fails.
func expectPicture(_ screen: Screen, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let path = Pictures.folder + "/\(name).txt"
    let picture = screen.picture
    guard getenv("RECORD") == nil else {
        Pictures.write(picture, to: path)
        Issue.record("the picture \(name) was recorded", sourceLocation: sourceLocation)
        return
    }
    let known = Pictures.read(path) ?? ""
    #expect(known == picture, "the picture \(name) is another:\n\(picture)", sourceLocation: sourceLocation)
}

enum Pictures {
    static let folder: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(2).joined(separator: "/") + "/Pictures"
    }()

    static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = Glibc.read(file, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func write(_ text: String, to path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard file >= 0 else { return }
        defer { close(file) }
        let bytes = Array(text.utf8)
        _ = Glibc.write(file, bytes, bytes.count)
    }
}
