import Dissection

/// The frame headers of messages that have not ended.
struct PendingFrames {
    private struct Key: Hashable {
        let connection: Int
        let message: Int
    }

    /// The message of the last frame, which mostly is the next to end.
    private var last: Key?
    private var lastBytes: [UInt8] = []
    private var others: [Int: [Int: [UInt8]]] = [:]

    /// Adds a frame.
    mutating func append(_ frame: Frame) {
        let key = Key(connection: frame.connection, message: frame.message)
        if last != key {
            if let last { others[last.connection, default: [:]][last.message] = lastBytes }
            last = key
            lastBytes.removeAll(keepingCapacity: true)
            if !others.isEmpty, let begun = others[key.connection]?.removeValue(forKey: key.message) {
                lastBytes = begun
            }
        }
        RecordedFrames.append(frame, to: &lastBytes)
    }

    /// Moves the headers of a message that has ended to `bytes`.
    mutating func take(_ message: Message, into bytes: inout [UInt8]) {
        if let key = last, key.connection == message.connection, key.message == message.number {
            last = nil
            bytes += lastBytes
        } else if let begun = others[message.connection]?.removeValue(forKey: message.number) {
            bytes += begun
        }
    }

    /// Forgets what is left of a connection that has ended.
    mutating func forget(_ connection: Int) {
        others[connection] = nil
        if last?.connection == connection { last = nil }
    }
}
