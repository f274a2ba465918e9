import ByteStreams
import Dissection
import PayloadViews
import Sessions
import WebSocketWire

/// A session as the screens read it: small stretches, each read when it is to be shown. What was read and does not change
/// is kept for a while.
final class SessionView {
    /// Where the session is.
    let path: String
    private let list: SessionList
    /// Messages that are recorded.
    private(set) var messageCount: Int64 = 0
    /// The highest number of a connection.
    private(set) var connectionCount = 0
    /// Findings that are recorded.
    private(set) var findingCount: Int64 = 0
    /// Whether the recording has ended.
    private(set) var isEnded = false
    /// When the last recorded message ended; nil while there is none.
    private(set) var lastTime: Timestamp?
    /// Why something could not be read, the last time that something could not.
    private(set) var error: String?
    private var lines: [Int64: MessageLine] = [:]
    private var connections: [Int: ConnectionRecord] = [:]
    private var contexts: [Int: PayloadContext] = [:]
    /// A number that is another whenever something was recorded.
    private(set) var version: Int64 = -1

    /// Bytes of a payload that a line of a list is made of.
    static let previewBytes = 512
    /// Lines and connections that are kept.
    private static let mostKept = 2_048

    /// Opens a session.
    init(path: String) throws(SessionError) {
        self.path = path
        list = try SessionList(path: path)
        refresh()
    }

    /// Looks what has been recorded since; says whether there is something new.
    @discardableResult
    func refresh() -> Bool {
        read(false) { () throws(SessionError) in
            let now = try list.version()
            guard now != version || messageCount == 0 else { return false }
            version = now
            messageCount = try list.count()
            connectionCount = try list.connectionCount()
            findingCount = try list.findingCount()
            isEnded = list.isEnded
            if messageCount > 0 { lastTime = lines([messageCount]).first?.message.time ?? lastTime }
            // A connection that was open may have ended.
            connections = connections.filter { $0.value.closing != nil }
            return true
        }
    }

    /// Bytes of the session's files.
    var fileSize: UInt64 { list.fileSize }

    /// Messages as lines of a list, by ascending numbers; those that cannot be read are left out.
    func lines(_ numbers: [Int64]) -> [MessageLine] {
        let missing = numbers.filter { lines[$0] == nil }
        if !missing.isEmpty {
            if lines.count + missing.count > Self.mostKept { lines.removeAll(keepingCapacity: true) }
            var batch = TrafficBatch()
            read(()) { () throws(SessionError) in
                try list.read(missing, payload: Self.previewBytes, into: &batch)
            }
            let isComplete = batch.count == missing.count
            for index in 0..<batch.count {
                guard case .message(let message) = batch[index], isComplete else { continue }
                lines[missing[index]] = MessageLine(missing[index], message, batch)
            }
        }
        return numbers.compactMap { lines[$0] }
    }

    /// A message with its frames and at most so many bytes of its payload; nil where it cannot be read.
    func whole(_ number: Int64, payload: Int) -> WholeMessage? {
        var batch = TrafficBatch()
        let isRead = read(false) { () throws(SessionError) in
            try list.readWhole(number, payload: payload, into: &batch)
        }
        return isRead ? WholeMessage(number, batch) : nil
    }

    /// The number of a connection's message, looked for around a number; nil where it is not recorded.
    func number(ofMessage seq: Int, in connection: Int, near: Int64) -> Int64? {
        read(nil) { () throws(SessionError) in try list.number(ofMessage: seq, in: connection, near: near) }
    }

    /// A connection; nil where there is none of that number.
    func connection(_ number: Int) -> ConnectionRecord? {
        connections([number]).first
    }

    /// Connections by their numbers, those that are there.
    func connections(_ numbers: [Int]) -> [ConnectionRecord] {
        let missing = numbers.filter { connections[$0] == nil }
        if !missing.isEmpty {
            if connections.count + missing.count > Self.mostKept { connections.removeAll(keepingCapacity: true) }
            let records = read([]) { () throws(SessionError) in try list.connections(missing) }
            for record in records { connections[record.opening.connection] = record }
        }
        return numbers.compactMap { connections[$0] }
    }

    /// Connections by their numbers, those that are there, for somebody who looks through many of them once: what is kept
    /// for the screen stays.
    func passingConnections(_ numbers: [Int]) -> [ConnectionRecord] {
        let missing = numbers.filter { connections[$0] == nil }
        let records = read([]) { () throws(SessionError) in try list.connections(missing) }
        guard records.count < numbers.count else { return records }
        var next = 0
        return numbers.compactMap { number in
            if let known = connections[number] { return known }
            guard next < records.count, records[next].opening.connection == number else { return nil }
            defer { next += 1 }
            return records[next]
        }
    }

    /// Findings by their numbers.
    func findings(_ numbers: [Int64]) -> [FindingRecord] {
        read([]) { () throws(SessionError) in try list.findings(numbers) }
    }

    /// Facts of the findings behind a number.
    func findingFacts(after number: Int64, limit: Int) -> [FindingFacts] {
        read([]) { () throws(SessionError) in try list.findingFacts(after: number, limit: limit) }
    }

    /// Facts of the messages behind a number, without their payloads; gives the last number that was looked at.
    func scan(after number: Int64, limit: Int, _ body: (borrowing MessageFacts) -> Void) -> Int64 {
        read(number) { () throws(SessionError) in try list.scan(after: number, limit: limit, body) }
    }

    /// What helps to read a connection's messages.
    func context(of connection: Int) -> PayloadContext {
        if let known = contexts[connection] { return known }
        let handshake = self.connection(connection)?.opening.handshake
        let context = PayloadContext(
            subprotocol: handshake?.upgrade.subprotocol, target: handshake?.request?.target)
        if contexts.count > Self.mostKept { contexts.removeAll(keepingCapacity: true) }
        contexts[connection] = context
        return context
    }

    /// Reads something; where that is not possible, keeps why, and gives what stands for it.
    private func read<Value>(_ otherwise: Value, _ body: () throws(SessionError) -> Value) -> Value {
        do throws(SessionError) {
            return try body()
        } catch {
            self.error = "\(error)"
            return otherwise
        }
    }
}
