import ByteStreams

/// Joins the handshake messages of one direction, which may lie over records, and several in one (RFC 8446 section
/// 5.1).
struct HandshakeReader {
    /// A message: its type, and its body without the four bytes before it.
    struct Message: Hashable {
        let type: UInt8
        let body: [UInt8]
    }

    private var pending: [UInt8] = []
    /// Whether a message was longer than the limit, so that no more are read.
    private(set) var isOverlong = false

    /// Bytes of a message's type and length.
    private static let headerLength = 4

    /// Whether a message has begun and not ended.
    var isInsideMessage: Bool { !pending.isEmpty }

    /// Takes a record's content; gives the messages that it completes.
    mutating func feed(_ bytes: RawSpan) -> [Message] {
        guard !isOverlong else { return [] }
        var messages: [Message] = []
        bytes.append(0..<bytes.byteCount, to: &pending)
        var offset = 0
        while pending.count - offset >= Self.headerLength {
            let length = Int(pending[offset + 1]) << 16 | Int(pending[offset + 2]) << 8 | Int(pending[offset + 3])
            guard length <= TLSLimits.handshakeMessage else {
                isOverlong = true
                pending = []
                return messages
            }
            let start = offset + Self.headerLength
            guard pending.count - start >= length else { break }
            messages.append(Message(type: pending[offset], body: Array(pending[start..<start + length])))
            offset = start + length
        }
        if offset == pending.count {
            pending.removeAll(keepingCapacity: false)
        } else if offset > 0 {
            pending.removeFirst(offset)
        }
        return messages
    }

    /// Forgets a message whose rest is lost.
    mutating func reset() {
        pending = []
        isOverlong = false
    }
}
