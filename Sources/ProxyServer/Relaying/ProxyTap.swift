import ByteStreams
import Dissection
import HTTP2Dissection
import NIOCore

/// Where the bytes of all connections are decoded, in the thread that relays them, once they are on their way.
final class ProxyTap {
    private var dissector: HTTP2Dissector
    private var batch = TrafficBatch()
    private let queue: TrafficQueue
    private let loop: any EventLoop
    private let clock: @Sendable () -> Timestamp
    private var freeSlots: [Int] = []
    private var slots = 0
    private var serial = 0
    private var isHandOverDue = false
    /// Told when the queue has become full.
    var onFull: () -> Void = {}

    /// How long traffic waits at most until it is handed over.
    private static let patience = TimeAmount.milliseconds(5)

    init(
        options: DissectionOptions, queue: TrafficQueue, on loop: any EventLoop,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        dissector = HTTP2Dissector(options: options)
        self.queue = queue
        self.loop = loop
        self.clock = clock
    }

    /// Begins the story of a connection.
    func open(client: Endpoint, server: Endpoint) -> StreamID {
        let slot = freeSlots.popLast() ?? slots
        slots = max(slots, slot + 1)
        let stream = StreamID(slot: slot, serial: serial)
        serial += 1
        accept(.opened(StreamOpening(client: client, server: server, roles: .known)), of: stream)
        return stream
    }

    /// Takes what a connection did.
    func accept(_ event: borrowing StreamEvent, of stream: StreamID) {
        dissector.accept(event, of: stream, at: clock(), into: &batch)
        if batch.isFull {
            handOver()
        } else if batch.count > 0, !isHandOverDue {
            isHandOverDue = true
            loop.assumeIsolated().scheduleTask(in: Self.patience) { [self] in
                isHandOverDue = false
                handOver()
            }
        }
    }

    /// Ends the story of a connection.
    func end(_ stream: StreamID, _ end: StreamEnd) {
        accept(.ended(end), of: stream)
        freeSlots.append(stream.slot)
    }

    /// Gives what is decoded to whoever writes it, at the end also the mere counts.
    func handOver(isLast: Bool = false) {
        guard batch.count > 0 || isLast else { return }
        if queue.put(&batch) { onFull() }
    }
}
