package import ByteStreams

/// Turns captured packets into the events of the TCP connections they carry. Streams without a single byte are not
/// announced. Broken packets are counted and passed over.
package struct PacketDissector: ~Copyable {
    private var peeler = LayerPeeler()
    private var tracker: FlowTracker

    /// A dissector that has seen nothing. `seed` makes the places in its tables unforeseeable for those who send the
    /// packets; what is delivered does not depend on it.
    package init(limits: StreamLimits = StreamLimits(), seed: UInt64 = 0x2545_f491_4f6c_dd1d) {
        tracker = FlowTracker(limits: limits, seed: seed)
    }

    /// What was counted above the IP layer.
    package var tallies: StreamTallies { tracker.tallies }

    /// What gave no TCP segment, and why.
    package var layerTallies: LayerTally { peeler.tallies }

    /// Delivers what the packet adds to its stream, in order, and what other streams stop waiting for at its time.
    /// `bytes` are the captured ones; the events borrow from them.
    package mutating func accept(
        _ packet: CapturedPacket, bytes: RawSpan, deliver: (StreamID, Timestamp, borrowing StreamEvent) -> Void
    ) {
        Self.accept(packet, bytes, &peeler, &tracker, deliver)
    }

    /// Delivers what the streams stop waiting for at `time`, as if a packet had come then: for a quiet interface.
    package mutating func advance(
        to time: Timestamp, deliver: (StreamID, Timestamp, borrowing StreamEvent) -> Void
    ) {
        tracker.settleOverdue(at: time, deliver)
    }

    /// The input has ended: settles every gap and ends every stream as of its last packet, in the order of serials.
    package mutating func finish(deliver: (StreamID, Timestamp, borrowing StreamEvent) -> Void) {
        tracker.finish(deliver)
    }

    private static func accept(
        _ packet: CapturedPacket, _ bytes: RawSpan, _ peeler: inout LayerPeeler, _ tracker: inout FlowTracker,
        _ deliver: StreamReassembler.Delivery
    ) {
        tracker.tallies.packets += 1
        tracker.tallies.capturedBytes += bytes.byteCount
        tracker.settleOverdue(at: packet.time, deliver)
        peeler.peel(bytes, of: packet) { source, destination, segment, cut in
            tracker.accept(segment, cut: cut, from: source, to: destination, at: packet.time, deliver)
        }
    }
}
