package import Packets

/// Keeps captured packets as they are, whatever becomes of them later. It is called by the threads that capture.
package protocol PacketKeeper: Sendable {
    /// Keeps a packet of the interface at an index.
    func keep(_ packet: CapturedPacket, of interface: Int, bytes: RawSpan)

    /// Nothing more comes at the moment.
    func pause()

    /// An interface counts so many packets.
    func note(_ statistics: CaptureStatistics, of interface: Int)
}

/// Keeps nothing.
package struct NoKeeper: PacketKeeper {
    /// Keeps nothing.
    package init() {}

    package func keep(_ packet: CapturedPacket, of interface: Int, bytes: RawSpan) {}

    package func pause() {}

    package func note(_ statistics: CaptureStatistics, of interface: Int) {}
}
