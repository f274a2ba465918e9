import CaptureKit
import Filters
import TestKit

/// A recorded session or a HAR with damage, and a way to read it: always the same for the same seed and index.
struct RecordedMutant {
    /// What is damaged.
    enum Kind {
        case session, har
    }

    /// What was done to what.
    private(set) var description: String
    /// The damaged file; of a session, before its rows are changed.
    private(set) var file: [UInt8]
    /// What is changed in the session's rows.
    private(set) var statements: [String] = []
    private let kind: Kind
    private let filter: String?
    private let pieceSize: Int
    private let path: String
    /// Whether there was something to damage.
    private let isRecorded: Bool

    /// The mutant of an index among those of a seed, read by the way of a file. There is at least one sample.
    init(_ index: Int, seed: UInt64, _ kind: Kind, of samples: RecordedSamples, by path: String) {
        var random = SeededRandom(seed: seed &+ UInt64(index) &* 0x2545_f491_4f6c_dd1d)
        let sample = samples[Int.random(in: 0..<samples.count, using: &random)]
        let other = samples[Int.random(in: 0..<samples.count, using: &random)]
        self.kind = kind
        self.path = path
        filter = RecordedReading.filters.randomElement(using: &random) ?? nil
        pieceSize = [1 << 20, 4_096, 100, 7].randomElement(using: &random) ?? 1
        file = kind == .session ? sample.session : sample.har
        isRecorded = !file.isEmpty
        description = "\(index) of seed \(seed): \(sample.name), \(kind), filter \(filter ?? "none")"
        if kind == .session, Bool.random(using: &random) {
            description += ", rows"
            statements = RowDamage.statements(for: file, by: path, &random)
        } else {
            let tokens = kind == .session ? FileDamage.sessionTokens : FileDamage.harTokens
            for _ in 0...Int.random(in: 0..<6, using: &random) {
                FileDamage(tokens: tokens, other: kind == .session ? other.session : other.har).damage(&file, &random)
            }
        }
    }

    /// What is wrong with what is read of it.
    func problems() -> [String] {
        guard isRecorded else { return ["the capture cannot be recorded"] }
        let reading: RecordedReading
        do {
            reading = RecordedReading(filter: try filter.map { try Filter($0) })
        } catch {
            return ["\(error)"]
        }
        guard kind == .session else { return reading.problems(ofHAR: file, pieceSize: pieceSize) }
        RecordedSample.remove(path)
        guard write(file, to: path) else { return ["\(path) cannot be written"] }
        RowDamage.run(statements, on: path)
        defer { RecordedSample.remove(path) }
        return reading.problems(ofSession: path)
    }
}
