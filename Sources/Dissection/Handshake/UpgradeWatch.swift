import ByteStreams
import WebSocketWire

/// Follows the HTTP/1.1 of one connection, both directions, until an upgrade to WebSocket is accepted.
struct UpgradeWatch {
    /// A request that waits for its response.
    struct Request {
        let head: HTTPHead
        /// When its first byte came.
        let began: Timestamp
        /// Whether it asks for WebSocket.
        let isAttempt: Bool
    }

    /// What happened that the connection has to know.
    enum Step {
        /// The client asked for WebSocket; its further bytes wait for the answer.
        case attempted
        /// The server answered such a request with something else.
        case refused(Request, response: HTTPHead)
        /// The server switched to WebSocket.
        case accepted(Request?, response: HTTPHead)
        /// An answer came for which the client's further bytes waited: they are HTTP, in a tunnel or not.
        case resumed
        /// This side speaks something else than HTTP/1.1.
        case foreign
        /// The sides are the other way round, as this head tells, whose first byte came when it `began`.
        case swapped(HTTPHead, began: Timestamp)
    }

    /// One direction.
    private struct Side {
        var reader = HTTPHeadReader()
        var body: HTTPBody?
        var began: Timestamp?
        /// Whether the place in the direction is unknown: a head is looked for where packets begin.
        var isLost = false
    }

    private var client = Side()
    private var server = Side()
    private var requests: [Request] = []
    /// Bytes of the heads of requests since none was waiting.
    private var requestBytes = 0
    /// Whether the client's bytes wait for an answer.
    private(set) var isWaiting = false
    /// What the client sent while it waited.
    private(set) var early = HeldBytes()

    init() {}

    /// A watch on what follows an attempt that was made by other means than HTTP/1.1.
    init(waitingFor attempt: Request) {
        requests = [attempt]
        isWaiting = true
    }

    /// The upgrade request that waits for its answer.
    var openAttempt: Request? { requests.last { $0.isAttempt } }

    /// The bytes of a direction that turned out to be no head.
    func unreadable(_ direction: Direction) -> [UInt8] {
        direction == .fromClient ? client.reader.pending : server.reader.pending
    }

    /// Whether the place in the direction is unknown.
    func isLost(_ direction: Direction) -> Bool {
        direction == .fromClient ? client.isLost : server.isLost
    }

    /// Takes the waiting client's bytes out.
    mutating func takeEarly() -> HeldBytes {
        let taken = early
        early = HeldBytes()
        isWaiting = false
        return taken
    }

    /// Looks for a head from the next bytes on.
    mutating func lose(_ direction: Direction) {
        if direction == .fromClient {
            client = Side()
            client.isLost = true
        } else {
            server = Side()
            server.isLost = true
            requests.removeAll { !$0.isAttempt }
        }
    }

    /// Takes note of missing bytes; false where the place in the direction is lost with them.
    mutating func skip(_ count: Int, _ direction: Direction, at time: Timestamp) -> Bool {
        if direction == .fromClient, isWaiting, client.body == nil {
            early.skip(count, at: time)
            return true
        }
        let survives =
            direction == .fromClient
            ? Self.skip(count, &client) : Self.skip(count, &server)
        if !survives { lose(direction) }
        return survives
    }

    private static func skip(_ count: Int, _ side: inout Side) -> Bool {
        guard side.body != nil else { return false }
        if side.body?.skip(missing: count) == true { side.body = nil }
        return side.body?.isLost != true
    }

    /// Takes a direction's bytes from `offset` on, up to the next step.
    mutating func accept(
        _ bytes: RawSpan, from offset: inout Int, _ direction: Direction, at time: Timestamp
    ) -> Step? {
        direction == .fromClient
            ? acceptClient(bytes, from: &offset, at: time) : acceptServer(bytes, from: &offset, at: time)
    }

    private mutating func acceptClient(_ bytes: RawSpan, from offset: inout Int, at time: Timestamp) -> Step? {
        while offset < bytes.byteCount {
            if isWaiting, client.body == nil {
                early.append(bytes.extracting(offset..<bytes.byteCount), at: time)
                offset = bytes.byteCount
                return nil
            }
            switch Self.read(bytes, from: &offset, at: time, &client) {
            case .request(let head): if let step = note(head) { return step }
            case .response(let head): return .swapped(head, began: client.began ?? time)
            case .notHTTP, .tooLong: return .foreign
            case nil: break
            }
        }
        return nil
    }

    private mutating func note(_ head: HTTPHead) -> Step? {
        requestBytes += head.raw.count
        guard requests.count < DissectionLimits.openRequests, requestBytes <= DissectionLimits.openRequestBytes
        else { return .foreign }
        let isAttempt = Upgrade.isAttempt(head)
        requests.append(
            Request(head: head, began: client.began ?? Timestamp(nanoseconds: 0), isAttempt: isAttempt))
        client.began = nil
        isWaiting = isAttempt || head.method == "CONNECT"
        if head.method != "CONNECT" { client.body = HTTPBody(request: head) }
        if client.body?.isDone == true { client.body = nil }
        return isAttempt ? .attempted : nil
    }

    private mutating func acceptServer(_ bytes: RawSpan, from offset: inout Int, at time: Timestamp) -> Step? {
        while offset < bytes.byteCount {
            switch Self.read(bytes, from: &offset, at: time, &server) {
            case .response(let head):
                server.began = nil
                if let step = note(response: head) { return step }
            case .request(let head): return .swapped(head, began: server.began ?? time)
            case .notHTTP, .tooLong: return .foreign
            case nil: break
            }
        }
        return nil
    }

    private mutating func note(response head: HTTPHead) -> Step? {
        let status = head.status ?? 0
        if status < 200, status != 101 { return nil }
        let isAcceptance = Upgrade.isWebSocketAcceptance(head)
        // Answers before it may be missing: an acceptance belongs to the attempt.
        if isAcceptance, let attempt = requests.firstIndex(where: \.isAttempt) { requests.removeFirst(attempt) }
        let request = requests.isEmpty ? nil : requests.removeFirst()
        if requests.isEmpty { requestBytes = 0 }
        if isAcceptance { return .accepted(request, response: head) }
        if status == 101, request?.isAttempt != true { return .foreign }
        let isTunnel = request?.head.method == "CONNECT" && status < 300
        if !isTunnel { server.body = HTTPBody(response: head, method: request?.head.method) }
        if let request, request.isAttempt { return .refused(request, response: head) }
        return request?.head.method == "CONNECT" ? .resumed : nil
    }

    /// Reads one head or a body's next bytes.
    private static func read(
        _ bytes: RawSpan, from offset: inout Int, at time: Timestamp, _ side: inout Side
    ) -> HTTPHeadReader.Outcome? {
        if side.isLost {
            guard offset == 0, isHeadLikely(bytes) else {
                offset = bytes.byteCount
                return nil
            }
            side.isLost = false
        }
        if side.body != nil {
            if side.body?.skip(bytes, at: &offset) == true { side.body = nil }
            if side.body?.isLost == true {
                side = Side()
                side.isLost = true
                offset = bytes.byteCount
            }
            return nil
        }
        if side.began == nil { side.began = time }
        return side.reader.feed(bytes, at: &offset)
    }

    /// Whether a head may begin here: with a whole first line, or the beginning of one, in capitals as methods are.
    private static func isHeadLikely(_ bytes: RawSpan) -> Bool {
        var reader = HTTPHeadReader()
        var offset = 0
        switch reader.feed(bytes.extracting(first: 4_096), at: &offset) {
        case .request, .response, .tooLong: return true
        case .notHTTP: return false
        case nil:
            let line = reader.pending.drop { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
            if line.contains(UInt8(ascii: "\n")) { return true }
            let word = line.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "/") }
            return line.count >= 16 && word.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        }
    }
}

/// Bytes that wait for a decision, each with its time.
struct HeldBytes {
    /// Bytes that came together, or, in an empty range, so many that are missing.
    struct Piece {
        let range: Range<Int>
        let time: Timestamp
        var missing = 0
    }

    private(set) var bytes: [UInt8] = []
    private(set) var pieces: [Piece] = []

    /// How many bytes stand before the first that are missing.
    var countBeforeGap: Int {
        pieces.first { $0.missing > 0 }?.range.lowerBound ?? bytes.count
    }

    /// Adds bytes.
    mutating func append(_ more: RawSpan, at time: Timestamp) {
        let start = bytes.count
        unsafe more.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        pieces.append(Piece(range: start..<bytes.count, time: time))
    }

    /// Takes note that bytes are missing here.
    mutating func skip(_ count: Int, at time: Timestamp) {
        if let last = pieces.last, last.missing > 0 {
            let (sum, overflow) = last.missing.addingReportingOverflow(count)
            pieces[pieces.count - 1].missing = overflow ? .max : sum
        } else {
            pieces.append(Piece(range: bytes.count..<bytes.count, time: time, missing: count))
        }
    }
}
