import NIOCore

/// What a proxy waits for, and how much it holds.
enum ProxyLimits {
    /// How long a client may take until it has said where it wants to go.
    static let greeting = TimeAmount.seconds(30)
    /// How long a server may take until a connection to it stands.
    static let connecting = TimeAmount.seconds(15)
    /// Bytes that the kernel has not taken yet, above which the other side is no longer read, and below which it is again.
    static let unsent = ChannelOptions.Types.WriteBufferWaterMark(low: 128 << 10, high: 256 << 10)
    /// Bytes that a channel reads at once the first time.
    static let firstRead = 512
    /// Bytes that it reads at once later.
    static let smallRead = 16 << 10
    /// Bytes that it reads at once behind a read that left no room.
    static let largeRead = 256 << 10
    /// Buffers of the larger kind that are kept for the next read.
    static let spareLarge = 8
    /// Reads that are sent on together, at most.
    static let piecesInRound = 64
    /// Connections that wait until they are accepted.
    static let backlog: Int32 = 4_096
}
