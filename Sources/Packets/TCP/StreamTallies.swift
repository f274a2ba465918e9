/// What was counted while packets became streams: above all what belongs to no stream.
package struct StreamTallies: Sendable, Hashable {
    /// Packets accepted.
    package var packets = 0
    /// Captured bytes of these packets.
    package var capturedBytes = 0
    /// TCP segments with a header that can be read.
    package var segments = 0
    /// Segments whose TCP header is cut short or contradicts itself.
    package var malformedSegments = 0
    /// Segments that the snap length cut.
    package var cutSegments = 0
    /// Streams announced with `StreamEvent.opened`.
    package var streams = 0
    /// Streams ended as `StreamEnd.forgotten`.
    package var forgottenStreams = 0
    /// Segments in order and not that bring no new byte: retransmissions, packets captured twice, keep-alives.
    package var repeatedSegments = 0
    /// Segments with bytes from before the first byte seen of their direction.
    package var segmentsBeforeStart = 0
    /// Segments with bytes after their direction's FIN.
    package var segmentsAfterFinish = 0
    /// Segments with payload after their connection ended.
    package var segmentsAfterEnd = 0
    /// Segments too far from their direction's next byte to belong to it (2^30 bytes, RFC 7323 section 2.3).
    package var implausibleSegments = 0
    /// SYN segments that fit neither their connection nor a new one.
    package var implausibleOpenings = 0
    /// FIN segments that contradict bytes or a FIN seen before.
    package var implausibleFinishes = 0
    /// RST segments outside the window (RFC 5961 section 3), or of an unknown connection.
    package var implausibleResets = 0
    /// Gaps delivered.
    package var gaps = 0
    /// Bytes missing in these gaps.
    package var gapBytes = 0
    /// Gaps settled only to stay within the limits.
    package var gapsForRoom = 0
    /// Conflicts delivered.
    package var conflicts = 0

    /// Nothing counted yet.
    package init() {}
}
