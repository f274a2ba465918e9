import ByteStreams
import Synchronization

/// Packets between the threads that capture and the one that dissects, within a number of bytes. Whoever adds never
/// waits: what has no room is counted and lost.
package final class PacketQueue: Sendable {
    private struct State {
        var filled: [PacketBatch] = []
        var spare: [PacketBatch] = []
        var weight = 0
        var lost = 0
        var isRung = false
    }

    private static let spareBatches = 4
    private let limit: Int
    private let state = Mutex(State())
    /// Rung when there are packets in a queue that had none.
    package let wakeUp: WakeUp

    /// A queue for at most `limit` bytes, those included that were taken and not given back.
    package init(limit: Int = 32 << 20) throws(CaptureError) {
        self.limit = limit
        wakeUp = try WakeUp()
    }

    /// Packets that there was no room for.
    package var lost: Int {
        state.withLock { $0.lost }
    }

    /// Adds a packet, or counts it as lost. Nobody is woken up before `announce`.
    func add(_ packet: RawSpan, at time: Timestamp, originalLength: Int, interface: Int) {
        let weight = PacketBatch.weight(packet.byteCount)
        state.withLock { state in
            guard state.weight &+ weight <= limit else {
                state.lost &+= 1
                return
            }
            state.weight &+= weight
            if state.filled.last.map({ $0.weight &+ weight > PacketBatch.size }) ?? true {
                state.filled.append(state.spare.popLast() ?? PacketBatch())
            }
            state.filled[state.filled.count &- 1].add(
                packet, at: time, originalLength: originalLength, interface: interface)
        }
    }

    /// Wakes up who takes, once for all that was added since it last took.
    func announce() {
        let isToRing = state.withLock { state in
            defer { state.isRung = true }
            return !state.isRung
        }
        if isToRing { wakeUp.ring() }
    }

    /// Moves all packets to the end of `batches`.
    package func take(into batches: inout [PacketBatch]) {
        wakeUp.rest()
        state.withLock { state in
            state.isRung = false
            batches.append(contentsOf: state.filled)
            state.filled.removeAll(keepingCapacity: true)
        }
    }

    /// Makes the room of a batch free again.
    package func giveBack(_ batch: consuming PacketBatch) {
        let weight = batch.weight
        var empty = consume batch
        empty.clear()
        state.withLock { state in
            state.weight &-= weight
            if state.spare.count < Self.spareBatches { state.spare.append(empty) }
        }
    }
}
