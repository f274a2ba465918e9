import ByteStreams
import Dissection
import LiveCapture
import Packets

/// Packets from a queue, dissected and written. Output is flushed whenever the queue has nothing more at the moment.
struct LiveDissection: ~Copyable {
    private var merge: PacketMerge
    private var decoder: TrafficDecoder
    private var sink: TrafficSink
    private var incoming: [PacketBatch] = []
    private var lastWork: Int64 = 0
    private let keyLogs: [KeyLogFile]
    private var lastKeyLook: Int64 = 0

    /// Nanoseconds between two looks at the key logs.
    private static var keyInterval: Int64 { 50_000_000 }

    /// A dissection into a sink.
    init(_ sink: consuming TrafficSink, linkTypes: [LinkType], plan: TrafficPlan) {
        self.sink = sink
        merge = PacketMerge(linkTypes: linkTypes)
        var dissection = plan.dissection
        dissection.source = .live
        keyLogs = plan.options.keylog.map { KeyLogFile(path: $0) }
        decoder = TrafficDecoder(options: dissection, waits: true)
    }

    /// Whether nobody reads the output any more.
    var isClosed: Bool { sink.isClosed }

    /// Whether the session that is recorded may not grow any more.
    var isFull: Bool { sink.isFull }

    /// Whether something waits to be seen by those who read the session that is recorded.
    var isUncommitted: Bool { sink.isUncommitted }

    /// Whether packets wait for those of other interfaces.
    var isHolding: Bool { merge.isHolding }

    /// Whether there are key logs to look at from time to time.
    var followsKeys: Bool { !keyLogs.isEmpty }

    /// Reads what is new in the key logs, and shows it to `keep`; at the end even if it looked a moment ago.
    mutating func followKeys(isLast: Bool = false, _ keep: (RawSpan) -> Void) {
        let now = Clock.steady
        guard followsKeys, isLast || now &- lastKeyLook >= Self.keyInterval else { return }
        lastKeyLook = now
        decoder.learn(at: Clock.now) { keys in
            for file in keyLogs { file.follow(into: &keys, keep) }
        }
        for file in keyLogs {
            for remark in file.newRemarks() { Diagnostics.remark("wscope: \(remark)") }
            if let error = file.takeError() { Diagnostics.write("wscope: \(error)") }
        }
    }

    /// Dissects what the queue holds. Where it has held nothing for a second, what waits for missing bytes is told that
    /// time goes on.
    mutating func take(from queue: PacketQueue) {
        queue.take(into: &incoming)
        guard !sink.isFull else {
            while let spent = incoming.popLast() { queue.giveBack(spent) }
            return
        }
        let now = Clock.steady
        let isIdle = incoming.isEmpty
        if !isIdle || merge.isHolding {
            lastWork = now
            merge.add(&incoming)
            merge.ripen(at: now)
            dissect(queue)
        } else if now &- lastWork >= 1_000_000_000 {
            lastWork = now
            decoder.advance(to: Clock.now)
        }
        sink.take(&decoder.batch)
        sink.flush()
        if isIdle { sink.commit() }
    }

    /// Dissects what was held back, and ends every connection; says how the program ends as far as the output decides it.
    mutating func finish() -> ProgramExit {
        merge.finish()
        dissect(nil)
        decoder.finish { sink.take(&$0) }
        sink.take(&decoder.batch)
        return sink.finish()
    }

    /// What was seen, for people. Packets that two processors stamp at once may come in either order, so that times
    /// that go back mean nothing here.
    var summary: Summary {
        Summary(
            traffic: decoder.batch.totals, streams: decoder.streams, layers: decoder.layers, secured: decoder.secured,
            timesGoneBack: 0)
    }

    private mutating func dissect(_ queue: PacketQueue?) {
        while !sink.isClosed, let packet = merge.next() {
            merge.withBytes { bytes in decoder.accept(packet, bytes: bytes) }
            if decoder.batch.isFull { sink.take(&decoder.batch) }
            while let spent = merge.spent.popLast() { queue?.giveBack(spent) }
        }
        while let spent = merge.spent.popLast() { queue?.giveBack(spent) }
    }
}
