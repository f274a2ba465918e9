import CaptureKit
import Glibc
import Sessions

/// What a capture becomes when it is recorded: a session and a HAR.
struct RecordedSample {
    let name: String
    let session: [UInt8]
    let har: [UInt8]

    /// Records a capture, by the way of a file.
    init(_ capture: CaptureFile, by path: String) {
        name = capture.name
        Self.remove(path)
        defer { Self.remove(path) }
        var telling = capture.telling
        telling.selection = [.connections, .messages, .frames, .findings]
        telling.session = path
        _ = Story(of: capture.bytes, telling)
        session = contents(of: path) ?? []
        har = (try? RecordedReading(filter: nil).har(ofSession: path)) ?? []
    }

    /// Removes a session, and what SQLite keeps beside it.
    static func remove(_ path: String) {
        for ending in ["", "-wal", "-shm", "-journal"] { unlink(path + ending) }
    }
}

/// The samples, each made when it is first asked for.
final class RecordedSamples {
    /// Bytes of a capture beyond which it is not recorded: damage in a short file hits more.
    private static let largest = 200_000

    private let captures: [CaptureFile]
    private let path: String
    private var made: [Int: RecordedSample] = [:]

    /// Samples of captures, which are made by the way of a file.
    init(_ captures: [CaptureFile], by path: String) {
        let small = captures.filter { $0.bytes.count <= Self.largest }
        self.captures = small.isEmpty ? captures : small
        self.path = path
    }

    /// How many there are.
    var count: Int { captures.count }

    subscript(index: Int) -> RecordedSample {
        if let sample = made[index] { return sample }
        let sample = RecordedSample(captures[index], by: path)
        made[index] = sample
        return sample
    }
}
