package import Dissection
import Synchronization

/// Traffic between the thread that relays and the one that writes, within a number of bytes. Nothing is lost: where it is
/// full, whoever adds is told to slow the connections down.
package final class TrafficQueue: Sendable {
    private struct State {
        var filled: [SealedBatch] = []
        var spare: [SealedBatch] = []
        var weight = 0
        var isRung = false
        var isFull = false
        var onRoom: (@Sendable () -> Void)?
    }

    private static let spareBatches = 4
    private let limit: Int
    private let wake: @Sendable () -> Void
    private let state = Mutex(State())

    /// A queue for about `limit` bytes. `wake` is called when there is traffic in a queue that had none since somebody
    /// last took.
    package init(limit: Int = 32 << 20, wake: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.wake = wake
    }

    /// Has `room` called, once, whenever a full queue has room again.
    func whenThereIsRoom(_ room: @escaping @Sendable () -> Void) {
        state.withLock { $0.onRoom = room }
    }

    /// Adds traffic; says whether the queue is full now. An empty batch for further traffic is given in exchange, which
    /// goes on with the counts of the one that was added.
    func put(_ batch: inout TrafficBatch) -> Bool {
        let totals = batch.totals
        let weight = batch.weight
        var full = TrafficBatch()
        swap(&full, &batch)
        let sealed = SealedBatch(full)
        let (isToRing, spare, isFull) = state.withLock { state in
            state.filled.append(sealed)
            state.weight &+= weight
            if state.weight >= limit { state.isFull = true }
            defer { state.isRung = true }
            return (!state.isRung, state.spare.popLast(), state.isFull)
        }
        if let empty = spare?.open() { batch = empty }
        batch.resume(after: totals)
        if isToRing { wake() }
        return isFull
    }

    /// Shows each batch that waits to `body`, in order, which empties it. Says whether there were some.
    package func drain(_ body: (inout TrafficBatch) -> Void) -> Bool {
        let filled = state.withLock { state in
            state.isRung = false
            defer { state.filled = [] }
            return state.filled
        }
        for sealed in filled {
            guard var batch = sealed.open() else { continue }
            let weight = batch.weight
            body(&batch)
            batch.clear()
            let spare = SealedBatch(batch)
            let room = state.withLock { state -> (@Sendable () -> Void)? in
                state.weight &-= weight
                if state.spare.count < Self.spareBatches { state.spare.append(spare) }
                guard state.isFull, state.weight <= limit / 2 else { return nil }
                state.isFull = false
                return state.onRoom
            }
            room?()
        }
        return !filled.isEmpty
    }
}

/// A batch on its way from one thread to another.
private final class SealedBatch: Sendable {
    private let content: Mutex<TrafficBatch?>

    init(_ batch: consuming sending TrafficBatch) {
        content = Mutex(batch)
    }

    /// Takes the batch out; nil where somebody has.
    func open() -> TrafficBatch? {
        content.withLock { $0.take() }
    }
}
