import ByteStreams

/// One TLS connection: its encrypted events in, the events of what is inside out.
final class TLSConnection {
    /// Takes an event of the plain stream.
    typealias Delivery = (Timestamp, borrowing StreamEvent) -> Void

    let opening: StreamOpening
    let waits: Bool
    let lanes = TLSLanes()
    var clientHello: ClientHello?
    var serverHello: ServerHello?
    /// Whether a HelloRetryRequest was answered (RFC 8446 section 4.1.4).
    var wasRetried = false
    var suite: CipherSuite?
    /// Whether the server takes early data; nil while it has not said.
    var takesEarlyData: Bool?
    var facts = StreamSecurity()
    /// Whether `facts` differ from what was told.
    var hasNews = true
    /// Why the connection, or its rest, stays closed.
    var obstacle: TLSObstacle?
    /// Whether anything of it was opened.
    var isOpened = false
    /// Whether the ends are the other way round than the tap says.
    var isSwapped = false
    /// How and when it ended; nil while it lasts.
    var ending: (end: StreamEnd, time: Timestamp)?
    /// Bytes decrypted on trial so far.
    var trialBytes = 0
    private(set) var serial = 0
    private var isPumping = false

    /// A connection at its beginning. `waits` says whether a secret may come later than what it opens.
    init(_ opening: StreamOpening, waits: Bool) {
        self.opening = opening
        self.waits = waits
    }

    /// Bytes that wait for a secret.
    var heldBytes: Int { lanes[.fromClient].held.count + lanes[.fromServer].held.count }

    /// When the first of the bytes that wait came; nil where none wait.
    var waitsSince: Timestamp? {
        [lanes[.fromClient].held.first?.time, lanes[.fromServer].held.first?.time].compactMap { $0 }.min()
    }

    /// Whether records wait that a secret would open.
    var waitsForSecret: Bool {
        heldBytes > 0 && (lanes[.fromClient].wait == .secret || lanes[.fromServer].wait == .secret)
    }

    /// Whether bytes have waited for longer than `TLSLimits.patience`.
    func isOverdue(at time: Timestamp) -> Bool {
        waitsSince.map { time.since($0) > TLSLimits.patience } ?? false
    }

    /// Which side a direction of the tap is.
    func side(_ direction: Direction) -> Direction { isSwapped ? direction.opposite : direction }

    /// What the key log calls the connection.
    var random: TLSRandom? { clientHello?.random }

    /// Takes a direction's next bytes.
    func accept(
        _ bytes: RawSpan, _ direction: Direction, at time: Timestamp, _ keys: KeyLog, _ deliver: Delivery
    ) {
        serial += 1
        guard isFree(direction) else {
            hold(.bytes(bytes.copied), direction, at: time)
            return
        }
        take(bytes, direction, serial: serial, at: time, keys, deliver)
    }

    /// Takes what is not bytes.
    func accept(
        _ item: HeldItems.Item, _ direction: Direction, at time: Timestamp, _ keys: KeyLog, _ deliver: Delivery
    ) {
        serial += 1
        guard isFree(direction) else {
            hold(item, direction, at: time)
            return
        }
        take(item, direction, serial: serial, at: time, keys, deliver)
    }

    /// Whether nothing of a direction waits.
    private func isFree(_ direction: Direction) -> Bool {
        lanes[direction].held.isEmpty
    }

    private func hold(_ item: HeldItems.Item, _ direction: Direction, at time: Timestamp) {
        lanes[direction].held.append(item, serial: serial, at: time)
    }

    private func take(
        _ item: HeldItems.Item, _ direction: Direction, serial: Int, at time: Timestamp, _ keys: KeyLog,
        _ deliver: Delivery
    ) {
        switch item {
        case .bytes(let bytes): unsafe take(bytes.span.bytes, direction, serial: serial, at: time, keys, deliver)
        case .record(let header, let body):
            unsafe _ = take(header, body.span.bytes, direction, serial: serial, at: time, keys, deliver)
        case .gap(let count): lose(count, direction, at: time, deliver)
        case .lost: lose(nil, direction, at: time, deliver)
        case .finished: deliver(time, .finished(direction))
        case .aborted: deliver(time, .aborted(direction))
        case .conflict(let conflict): deliver(time, .conflict(direction, conflict))
        }
    }

    /// Takes bytes record by record, until one has to wait.
    func take(
        _ bytes: RawSpan, _ direction: Direction, serial: Int, at time: Timestamp, _ keys: KeyLog,
        _ deliver: Delivery
    ) {
        var offset = 0
        while offset < bytes.byteCount {
            if lanes[direction].search != nil {
                look(in: bytes.extracting(offset..<bytes.byteCount), direction, at: time, keys, deliver)
                return
            }
            switch lanes[direction].reader.next(bytes, at: &offset) {
            case nil: return
            case .notRecord: loseBorder(direction, at: time, deliver)
            case .record(let header, let body):
                guard !take(header, body, in: bytes, direction, serial: serial, at: time, keys, deliver) else {
                    continue
                }
                if offset < bytes.byteCount {
                    let rest = bytes.extracting(offset..<bytes.byteCount).copied
                    lanes[direction].held.insertBehindFirst(.bytes(rest), serial: serial, at: time)
                }
                return
            }
        }
    }

    /// Takes a record; false where it has to wait, and is held.
    private func take(
        _ header: RecordHeader, _ body: RecordReader.Body, in bytes: RawSpan, _ direction: Direction, serial: Int,
        at time: Timestamp, _ keys: KeyLog, _ deliver: Delivery
    ) -> Bool {
        switch body {
        case .inPlace(let range):
            return take(header, bytes.extracting(range), direction, serial: serial, at: time, keys, deliver)
        case .gathered:
            let gathered = lanes[direction].reader.gathered
            return unsafe take(header, gathered.span.bytes, direction, serial: serial, at: time, keys, deliver)
        }
    }

    private func take(
        _ header: RecordHeader, _ body: RawSpan, _ direction: Direction, serial: Int, at time: Timestamp,
        _ keys: KeyLog, _ deliver: Delivery
    ) -> Bool {
        if let wait = wait(before: header, direction, serial: serial, keys) {
            lanes[direction].wait = wait
            lanes[direction].held.restore(.record(header, body.copied), serial: serial, at: time)
            return hasGivenUp(wait, at: time, keys, deliver)
        }
        open(header, body, direction, at: time, keys, deliver)
        if !isFree(direction.opposite), !isPumping { pump(keys, deliver) }
        return true
    }

    /// Gives up where a secret is missing that will not come. What was held is then counted, and nothing waits.
    private func hasGivenUp(
        _ wait: TLSLane.Wait, at time: Timestamp, _ keys: KeyLog, _ deliver: Delivery
    ) -> Bool {
        guard wait == .secret, !waits else { return false }
        giveUp(missingSecret, at: time, deliver)
        pump(keys, deliver)
        return true
    }

    /// What to say where a secret is missing.
    var missingSecret: TLSObstacle {
        guard let clientHello else { return .helloLost }
        return .noSecret(clientHello.random, isHelloEncrypted: clientHello.isEncrypted)
    }

    /// Waits no longer for a secret, or for a hello.
    func stopWaiting(at time: Timestamp, _ keys: KeyLog, _ deliver: Delivery) {
        giveUp(serverHello == nil ? .helloLost : missingSecret, at: time, deliver)
        pump(keys, deliver)
    }

    /// Takes what waited and need not wait any longer, in the order in which it came.
    func pump(_ keys: KeyLog, _ deliver: Delivery) {
        guard !isPumping else { return }
        isPumping = true
        defer { isPumping = false }
        while let direction = nextReady(keys) {
            guard let entry = lanes[direction].held.takeFirst() else { return }
            lanes[direction].wait = nil
            // What `take` holds again goes to the front.
            take(entry.item, direction, serial: entry.serial, at: entry.time, keys, deliver)
        }
    }

    /// The direction whose first waiting item is the earliest of those that need not wait.
    private func nextReady(_ keys: KeyLog) -> Direction? {
        let ready = Direction.allCases.filter { !isFree($0) && !mustWait($0, keys) }
        return ready.min { (lanes[$0].held.first?.serial ?? .max) < (lanes[$1].held.first?.serial ?? .max) }
    }

    private func mustWait(_ direction: Direction, _ keys: KeyLog) -> Bool {
        guard let first = lanes[direction].held.first, case .record(let header, _) = first.item else { return false }
        return wait(before: header, direction, serial: first.serial, keys) != nil
    }
}
