import ByteStreams
import Dissection

/// When each connection's last message ended.
struct MessageTimes {
    /// The connection of the last message, which mostly is that of the next.
    private var last: (connection: Int, time: Timestamp)?
    private var others: [Int: Timestamp] = [:]

    /// Nanoseconds since the message before it on its connection; nil for the first.
    mutating func delta(of message: Message) -> Int64? {
        let before: Timestamp?
        if let last, last.connection == message.connection {
            before = last.time
        } else {
            if let last { others[last.connection] = last.time }
            before = others[message.connection]
        }
        last = (message.connection, message.time)
        return before.map { message.time.since($0) }
    }

    /// Forgets a connection that has ended.
    mutating func forget(_ connection: Int) {
        others[connection] = nil
        if last?.connection == connection { last = nil }
    }
}
