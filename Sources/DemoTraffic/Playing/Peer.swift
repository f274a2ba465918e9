/// A client and its server, who have one thing to show: both sides of their conversation, scene after scene, for ever.
/// What it remembers does not grow.
protocol Peer: Sendable {
    /// Writes the next scene. Every scene lasts some time.
    mutating func write(_ scene: inout Scene)
}
