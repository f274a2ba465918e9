import ByteStreams

/// Joins the fragments of IP datagrams within bounds. Of bytes told twice the first copy counts; the bytes of a fragment
/// that a snap length cut count as told and not captured.
struct FragmentJoiner {
    /// A datagram's payload, complete.
    struct Joined {
        /// The captured bytes from the beginning up to the first that was not captured.
        let bytes: [UInt8]
        /// Bytes that follow on the wire.
        let cut: Int
        /// The number of the payload's protocol.
        let transport: UInt8
    }

    /// What a fragment led to.
    enum Outcome {
        case waiting
        case joined(Joined)
        case refused(Unpeeled.Fault)
    }

    private struct Key: Hashable {
        let source: IPAddress
        let destination: IPAddress
        let identification: UInt32
        /// In IPv6 only the first fragment tells the protocol, so it is 0 for all.
        let transport: UInt8
    }

    private let limits: LayerPeeler.Limits
    private var datagrams: [Key: PartialDatagram] = [:]
    /// Datagrams in the order of their first fragments. Those that are complete leave their place behind.
    private var queue: [(key: Key, serial: Int)] = []
    private var queueStart = 0
    private var nextSerial = 0
    private var heldBytes = 0
    private var forgottenFragments = 0

    init(limits: LayerPeeler.Limits) {
        self.limits = limits
    }

    /// Fragments whose datagram was given up, or still waits.
    var incompleteFragments: Int {
        datagrams.values.reduce(forgottenFragments) { $0 &+ $1.fragments }
    }

    /// Takes a fragment with its captured bytes and its length on the wire.
    mutating func add(
        _ fragment: IPFragment, from source: IPAddress, to destination: IPAddress, at time: Timestamp, _ bytes: RawSpan,
        wireCount: Int
    ) -> Outcome {
        if let fault = PartialDatagram.fault(of: fragment, wireCount: wireCount) { return .refused(fault) }
        forgetOld(at: time)
        let key = Key(
            source: source, destination: destination, identification: fragment.identification,
            transport: source.isV6 ? 0 : fragment.transport)
        var datagram = take(key, at: time) ?? start(key, at: time)
        heldBytes &-= datagram.cost
        let fault = datagram.add(fragment, bytes, wireCount: wireCount)
        if let joined = datagram.joined { return .joined(joined) }
        guard datagram.runs <= limits.fragmentRuns else {
            forgottenFragments &+= datagram.fragments
            return .waiting
        }
        heldBytes &+= datagram.cost
        datagrams[key] = datagram
        while heldBytes > limits.fragmentBytes, forgetOldest() {}
        return fault.map(Outcome.refused) ?? .waiting
    }

    /// Takes the datagram out, unless it has waited too long.
    private mutating func take(_ key: Key, at time: Timestamp) -> PartialDatagram? {
        guard let datagram = datagrams.removeValue(forKey: key) else { return nil }
        guard time.since(datagram.started) >= limits.fragmentPatience else { return datagram }
        heldBytes &-= datagram.cost
        forgottenFragments &+= datagram.fragments
        return nil
    }

    private mutating func start(_ key: Key, at time: Timestamp) -> PartialDatagram {
        if datagrams.count >= limits.fragmentedDatagrams { _ = forgetOldest() }
        dropEmptyPlaces()
        let datagram = PartialDatagram(started: time, serial: nextSerial)
        heldBytes &+= datagram.cost
        queue.append((key, nextSerial))
        nextSerial &+= 1
        return datagram
    }

    /// Keeps the queue at most a few times as long as it has datagrams.
    private mutating func dropEmptyPlaces() {
        guard queue.count > 64, queue.count > datagrams.count &* 4 || queueStart > queue.count / 2 else { return }
        queue = queue[queueStart...].filter { datagrams[$0.key]?.serial == $0.serial }
        queueStart = 0
    }

    /// Forgets from the front of the queue those that have waited too long.
    private mutating func forgetOld(at time: Timestamp) {
        while queueStart < queue.count {
            let place = queue[queueStart]
            if let datagram = datagrams[place.key], datagram.serial == place.serial {
                guard time.since(datagram.started) >= limits.fragmentPatience else { return }
                forget(place.key)
            }
            queueStart &+= 1
        }
    }

    /// Whether there was one to forget.
    private mutating func forgetOldest() -> Bool {
        while queueStart < queue.count {
            let place = queue[queueStart]
            queueStart &+= 1
            if datagrams[place.key]?.serial == place.serial {
                forget(place.key)
                return true
            }
        }
        return false
    }

    private mutating func forget(_ key: Key) {
        guard let datagram = datagrams.removeValue(forKey: key) else { return }
        heldBytes &-= datagram.cost
        forgottenFragments &+= datagram.fragments
    }
}
