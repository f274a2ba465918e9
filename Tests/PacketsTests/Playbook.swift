import ByteStreams

@testable import Packets

/// Segments in, a line for each event out. Sequence numbers count from each side's `base`.
final class Playbook {
    /// One end of the connections that are played.
    enum Host {
        case client, server
    }

    private var tracker: FlowTracker
    private(set) var lines: [String] = []
    /// The time of the next segment, in milliseconds; each segment moves it on by one.
    var now: Int64 = 0
    /// The sequence numbers that 0 stands for.
    var clientBase: UInt32 = 1000
    var serverBase: UInt32 = 5000
    var clientPort: UInt16 = 40_000
    var serverPort: UInt16 = 80
    /// Whether every segment is captured twice.
    var isDoubled = false
    /// Whether each line begins with the event's time in milliseconds.
    var showsTime = false

    init(limits: StreamLimits = StreamLimits()) {
        tracker = FlowTracker(limits: limits, seed: 7)
    }

    var tallies: StreamTallies { tracker.tallies }
    var connections: Int { tracker.connections }
    var heldCost: Int { tracker.heldCost }

    /// Plays one segment. `flags` of S, A, F and R; an acknowledgement where `ack` is given.
    func send(
        _ host: Host, _ flags: String = "", seq: Int, ack: Int? = nil, _ text: String = "", cut: Int = 0,
        window: UInt16 = 65_535, scale: UInt8? = nil
    ) {
        send(host, flags, seq: seq, ack: ack, bytes: Array(text.utf8), cut: cut, window: window, scale: scale)
    }

    /// The same with any bytes.
    func send(
        _ host: Host, _ flags: String = "", seq: Int, ack: Int? = nil, bytes payload: [UInt8], cut: Int = 0,
        window: UInt16 = 65_535, scale: UInt8? = nil
    ) {
        let (own, other) = host == .client ? (clientBase, serverBase) : (serverBase, clientBase)
        let ports = host == .client ? (clientPort, serverPort) : (serverPort, clientPort)
        let sequence = own &+ UInt32(truncatingIfNeeded: seq)
        let acknowledgement = ack.map { other &+ UInt32(truncatingIfNeeded: $0) }
        let segment = wireSegment(
            from: ports.0, to: ports.1, sequence: sequence, acknowledgement: acknowledgement, flags: flags,
            window: window, scale: scale, payload: payload)
        let addresses = host == .client ? (clientAddress, serverAddress) : (serverAddress, clientAddress)
        for _ in 0..<(isDoubled ? 2 : 1) {
            let time = Timestamp(nanoseconds: now * 1_000_000)
            tracker.settleOverdue(at: time, note)
            tracker.accept(segment.span.bytes, cut: cut, from: addresses.0, to: addresses.1, at: time, note)
        }
        now += 1
    }

    /// The usual three segments; both streams then begin at 1.
    func open() {
        send(.client, "S", seq: 0)
        send(.server, "S", seq: 0, ack: 1)
        send(.client, seq: 1, ack: 1)
    }

    /// What has happened since the last call.
    func take() -> [String] {
        defer { lines = [] }
        return lines
    }

    /// Ends the input.
    func finish() -> [String] {
        tracker.finish(note)
        return take()
    }

    private func note(_ id: StreamID, _ time: Timestamp, _ event: borrowing StreamEvent) {
        let prefix = showsTime ? "\(time.nanoseconds / 1_000_000) " : ""
        lines.append("\(prefix)\(id.serial) \(described(event))")
    }
}

let clientAddress = IPAddress(v4: 0x0a00_0001)
let serverAddress = IPAddress(v4: 0x0a00_0002)

/// An event in a few words: `client abc`, `server gap 4`, `ended complete`.
func described(_ event: borrowing StreamEvent) -> String {
    func side(_ direction: Direction) -> String { direction == .fromClient ? "client" : "server" }
    switch event {
    case .opened(let opening):
        return "opened \(opening.roles) \(opening.client.port) to \(opening.server.port)"
    case .bytes(let direction, let bytes):
        return "\(side(direction)) \(String(decoding: bytes.copied, as: UTF8.self))"
    case .gap(let direction, let count):
        return "\(side(direction)) gap \(count)"
    case .lost(let direction):
        return "\(side(direction)) lost"
    case .secured(let facts):
        return "secured \(facts.version ?? "")"
    case .noted(let note):
        return "noted \(note.detail)"
    case .conflict(let direction, let conflict):
        return "\(side(direction)) conflict \(conflict.offset)+\(conflict.count)"
    case .finished(let direction):
        return "\(side(direction)) finished"
    case .aborted(let direction):
        return "\(side(direction)) aborted"
    case .ended(let end):
        return "ended \(end)"
    }
}

/// A TCP segment's bytes.
func wireSegment(
    from source: UInt16, to destination: UInt16, sequence: UInt32, acknowledgement: UInt32? = nil, flags: String = "",
    window: UInt16 = 65_535, scale: UInt8? = nil, payload: [UInt8] = []
) -> [UInt8] {
    var bits: UInt8 = acknowledgement == nil ? 0 : 0x10
    if flags.contains("A") { bits |= 0x10 }
    if flags.contains("F") { bits |= 0x01 }
    if flags.contains("S") { bits |= 0x02 }
    if flags.contains("R") { bits |= 0x04 }
    let options: [UInt8] = scale.map { [1, 3, 3, $0] } ?? []
    let head =
        bigEndian(source) + bigEndian(destination) + bigEndian(sequence) + bigEndian(acknowledgement ?? 0)
        + [UInt8(5 + options.count / 4) << 4, bits] + bigEndian(window) + [0, 0, 0, 0]
    return head + options + payload
}

/// An Ethernet frame with an IPv4 packet around a segment.
func ethernetFrame(_ segment: [UInt8], from source: UInt32, to destination: UInt32) -> [UInt8] {
    let link: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0]
    let length = UInt16(truncatingIfNeeded: 20 + segment.count)
    let head: [UInt8] = [0x45, 0] + bigEndian(length) + [0, 0, 0x40, 0, 64, 6, 0, 0]
    return link + head + bigEndian(source) + bigEndian(destination) + segment
}

func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
}

// The same questions with bytes that an expectation can hold.

extension TCPSegment {
    init?(_ bytes: [UInt8], cut: Int) {
        self.init(bytes.span.bytes, cut: cut)
    }

    func windowShift(in bytes: [UInt8]) -> UInt8? {
        windowShift(in: bytes.span.bytes)
    }
}

extension ByteDifference {
    init?(_ left: [UInt8], _ right: [UInt8]) {
        self.init(left.span.bytes, right.span.bytes)
    }
}

extension SegmentHistory {
    func difference(of bytes: [UInt8], at offset: Int, newest: Int) -> ByteDifference? {
        difference(of: bytes.span.bytes, at: offset, newest: newest)
    }
}

extension SegmentHistory {
    mutating func append(_ bytes: [UInt8], at offset: Int, newest: inout Int) {
        append(bytes.span.bytes, at: offset, newest: &newest)
    }
}

extension HeldSegments {
    mutating func hold(_ bytes: [UInt8], at offset: Int, time: Timestamp) -> ByteDifference? {
        hold(bytes.span.bytes, at: offset, time: time)
    }
}

extension WaitingLanes {
    mutating func hold(_ bytes: [UInt8], at offset: Int, in index: Int32, time: Timestamp) -> ByteDifference? {
        hold(bytes.span.bytes, at: offset, in: index, time: time)
    }
}
