import ByteStreams
import WebSocketWire

/// Whether a reader of the export can inflate what each direction sends: the windows of permessage-deflate agree as long
/// as every compressed message is written as it was (RFC 7692 section 7.2).
struct CompressionContexts {
    private var keepsContext: Set<Direction>
    private var broken: Set<Direction> = []

    /// Contexts as a handshake has agreed on them; without one, those that are kept.
    init(_ upgrade: Upgrade?) {
        keepsContext = Set(Direction.allCases)
        guard let deflate = upgrade?.deflate else { return }
        if deflate.clientNoContextTakeover { keepsContext.remove(.fromClient) }
        if deflate.serverNoContextTakeover { keepsContext.remove(.fromServer) }
    }

    /// Whether a direction's next compressed message can be inflated by a reader of the export.
    func isIntact(_ direction: Direction) -> Bool { !broken.contains(direction) }

    /// A compressed message of a direction is not written as it was.
    mutating func skip(_ direction: Direction) {
        if keepsContext.contains(direction) { broken.insert(direction) }
    }
}
