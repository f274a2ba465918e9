import ByteStreams
import WebSocketWire

/// What both sides of one connection need to speak: keys for their masks, and windows for their compression.
struct Voices: Sendable {
    private var chance: Chance
    private var client: DeflateEncoder?
    private var server: DeflateEncoder?

    /// The voices of a connection that agreed on compression, or on none.
    init(deflate terms: DeflateParameters?, _ chance: Chance) {
        self.chance = chance
        guard let terms else { return }
        client = DeflateEncoder(
            keepsContext: !terms.clientNoContextTakeover, windowBits: terms.clientMaxWindowBits)
        server = DeflateEncoder(
            keepsContext: !terms.serverNoContextTakeover, windowBits: terms.serverMaxWindowBits)
    }

    /// Bytes of memory that the windows take.
    var memory: Int { (client?.memory ?? 0) + (server?.memory ?? 0) }

    /// A frame's bytes.
    mutating func bytes(of frame: OutgoingFrame, from direction: Direction) -> [UInt8] {
        var bytes: [UInt8] = []
        frame.write(from: direction, &chance, to: &bytes)
        return bytes
    }

    /// A data message's bytes in so many frames; compressed where that was agreed on.
    mutating func bytes(of message: DataMessage, from direction: Direction) -> [UInt8] {
        let compressed = message.isPlain ? nil : compressed(message.payload, from: direction)
        let payload = compressed ?? message.payload
        let count = max(1, min(message.frames, payload.count))
        var bytes: [UInt8] = []
        for index in 0..<count {
            let piece = payload[payload.count * index / count..<payload.count * (index + 1) / count]
            var frame = OutgoingFrame(
                index == 0 ? message.opcode : .continuation, Array(piece), isFinal: index == count - 1)
            if index == 0, compressed != nil { frame.reservedBits = 4 }
            frame.write(from: direction, &chance, to: &bytes)
        }
        return bytes
    }

    private mutating func compressed(_ payload: [UInt8], from direction: Direction) -> [UInt8]? {
        switch direction {
        case .fromClient: client?.compressed(payload)
        case .fromServer: server?.compressed(payload)
        }
    }
}

/// A text or binary message as its sender means it.
struct DataMessage: Sendable, Equatable {
    var opcode: Opcode
    var payload: [UInt8]
    /// How many frames it takes.
    var frames = 1
    /// Whether it goes uncompressed even where compression was agreed on, as small or compressed payloads do.
    var isPlain = false
}
