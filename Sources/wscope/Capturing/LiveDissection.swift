import ByteStreams
import Dissection
import Exporters
import Glibc
import JSONText
import LiveCapture
import Packets

/// Packets from a queue, dissected and written. Output is flushed whenever the queue has nothing more at the moment.
struct LiveDissection<Format: Exporter>: ~Copyable {
    private var merge: PacketMerge
    private var packets = PacketDissector(seed: .random(in: .min ... .max))
    private var dissector: Dissector
    private var batch = TrafficBatch()
    private var output = unsafe TextOutput(drain: StandardOutput.write)
    private var format: Format
    private var incoming: [PacketBatch] = []
    private var lastWork: Int64 = 0

    init(_ format: Format, linkTypes: [LinkType], options: TrafficOptions) {
        self.format = format
        merge = PacketMerge(linkTypes: linkTypes)
        var dissection = options.dissection
        dissection.source = .live
        dissector = Dissector(options: dissection)
    }

    /// Whether nobody reads the output any more.
    var isClosed: Bool { output.isClosed }

    /// Whether packets wait for those of other interfaces.
    var isHolding: Bool { merge.isHolding }

    /// Dissects what the queue holds. Where it has held nothing for a second, what waits for missing bytes is told that
    /// time goes on.
    mutating func take(from queue: PacketQueue) {
        queue.take(into: &incoming)
        let now = Self.nanoseconds(CLOCK_MONOTONIC)
        if !incoming.isEmpty || merge.isHolding {
            lastWork = now
            merge.add(&incoming)
            merge.ripen(at: now)
            dissect(queue)
        } else if now &- lastWork >= 1_000_000_000 {
            lastWork = now
            packets.advance(to: Timestamp(nanoseconds: Self.nanoseconds(CLOCK_REALTIME))) { stream, time, event in
                dissector.accept(event, of: stream, at: time, into: &batch)
            }
        }
        write()
        output.flush()
    }

    /// Dissects what was held back, and ends every connection.
    mutating func finish() {
        merge.finish()
        dissect(nil)
        packets.finish { stream, time, event in
            dissector.accept(event, of: stream, at: time, into: &batch)
            guard batch.isFull else { return }
            format.write(batch, to: &output)
            batch.clear()
        }
        write()
        output.flush()
    }

    /// What was seen, for people. Packets that two processors stamp at once may come in either order, so that times
    /// that go back mean nothing here.
    var summary: Summary {
        Summary(
            traffic: batch.totals, streams: packets.tallies, layers: packets.layerTallies, timesGoneBack: 0)
    }

    private mutating func dissect(_ queue: PacketQueue?) {
        while !output.isClosed, let packet = merge.next() {
            merge.withBytes { bytes in
                packets.accept(packet, bytes: bytes) { stream, time, event in
                    dissector.accept(event, of: stream, at: time, into: &batch)
                }
            }
            if batch.isFull { write() }
            while let spent = merge.spent.popLast() { queue?.giveBack(spent) }
        }
        while let spent = merge.spent.popLast() { queue?.giveBack(spent) }
    }

    private mutating func write() {
        guard batch.count > 0 else { return }
        format.write(batch, to: &output)
        batch.clear()
    }

    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
