import ByteStreams
import Dissection

/// What a filter of a stream keeps of a connection until it closes.
final class FollowedConnection {
    /// What its messages are seen with.
    let surroundings: FilterMatcher.Surroundings
    /// Its opening, until something of it is passed on.
    private var opening: ConnectionOpening?
    /// Whether something of it was passed on.
    private(set) var isPassed = false
    private var last: Timestamp?
    /// The frames of messages that have not ended.
    private var frames: [Int: [Frame]] = [:]

    init(_ verdicts: ConnectionVerdicts, opening: ConnectionOpening?) {
        surroundings = FilterMatcher.Surroundings(verdicts)
        self.opening = opening
    }

    /// Passes it on, its opening first where that was held.
    func pass(into batch: inout TrafficBatch) {
        isPassed = true
        guard let opening else { return }
        batch.restore(opening)
        self.opening = nil
    }

    /// Holds a frame until its message ends; false where there are too many.
    func hold(_ frame: Frame) -> Bool {
        guard frames[frame.message]?.count ?? 0 < FilterLimits.framesOfMessage else { return false }
        frames[frame.message, default: []].append(frame)
        return true
    }

    /// How many frames are held.
    var held: Int { frames.values.reduce(0) { $0 + $1.count } }

    /// Takes note of a message that ended: it is seen with its frames, and with the time since the one before it.
    func note(_ message: Message) {
        surroundings.delta = last.map { message.time.since($0) }
        last = message.time
        if !frames.isEmpty || !surroundings.frames.isEmpty {
            surroundings.frames = frames.removeValue(forKey: message.number) ?? []
        }
    }
}
