import ByteStreams
import Dissection
import WebSocketWire

/// A message as a line of a list: its facts and the beginning of its payload.
struct MessageLine: Sendable, Hashable {
    /// Its number in the session.
    let number: Int64
    /// Its facts.
    let message: Message
    /// What is unusual about it.
    let trouble: Message.Trouble?
    /// The first bytes of its payload.
    let payload: [UInt8]

    /// A message of a batch.
    init(_ number: Int64, _ message: Message, _ batch: borrowing TrafficBatch) {
        self.number = number
        self.message = message
        trouble = batch.trouble(of: message)
        payload = batch.withBytes(of: message) { bytes in
            unsafe bytes.withUnsafeBytes { unsafe Array($0) }
        }
    }
}

/// A message with all that is known of it.
struct WholeMessage: Sendable, Hashable {
    /// Its number in the session.
    let number: Int64
    /// Its facts.
    let message: Message
    /// What is unusual about it.
    let trouble: Message.Trouble?
    /// Its frames, in order.
    let frames: [Frame]
    /// Its payload, as far as it was asked for and kept.
    let payload: [UInt8]
    /// Its payload as it was on the wire, where it was compressed and that is kept.
    let compressed: [UInt8]?

    /// The message of a batch that holds it behind its frames; nil where it holds none.
    init?(_ number: Int64, _ batch: borrowing TrafficBatch) {
        var frames: [Frame] = []
        var found: Message?
        for index in 0..<batch.count {
            switch batch[index] {
            case .frame(let frame): frames.append(frame)
            case .message(let message): found = message
            default: break
            }
        }
        guard let message = found else { return nil }
        self.number = number
        self.message = message
        self.frames = frames
        trouble = batch.trouble(of: message)
        payload = batch.withBytes(of: message) { bytes in
            unsafe bytes.withUnsafeBytes { unsafe Array($0) }
        }
        compressed = batch.withCompressedBytes(of: message) { bytes in
            unsafe bytes.withUnsafeBytes { unsafe Array($0) }
        }
    }
}
