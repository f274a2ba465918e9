import ByteStreams
import WebSocketWire

/// Something that one side does at a moment of a scene.
struct Line: Sendable {
    /// What it is.
    enum Act: Sendable {
        /// The client connects.
        case call(Visit, port: UInt16)
        /// Bytes as they are.
        case bytes([UInt8])
        /// One frame.
        case frame(OutgoingFrame)
        /// A text or binary message.
        case message(DataMessage)
        /// The side ends its half of the connection in order.
        case finish
        /// The side aborts the connection.
        case abort
    }

    /// Nanoseconds from the beginning of the scene.
    let offset: Int64
    let side: Direction
    let act: Act
}

/// A stretch of a conversation, being written: what both sides do, and when.
struct Scene: Sendable {
    /// What is written so far, in the order of writing.
    private(set) var lines: [Line] = []
    /// Where the next line goes, in nanoseconds from the beginning.
    private(set) var now: Int64 = 0
    private var latest: Int64 = 0

    /// How long it lasts.
    var duration: Int64 { max(now, latest) }

    /// Its lines in the order of their times; of the same time, in the order of writing.
    var inOrder: [Line] {
        lines.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }.map(\.element)
    }

    /// Lets time pass.
    mutating func wait(_ milliseconds: Int) {
        wait(microseconds: milliseconds * 1_000)
    }

    /// Lets time pass.
    mutating func wait(microseconds: Int) {
        now += Int64(max(0, microseconds)) * 1_000
    }

    /// Writes what happens so much later, without moving on.
    mutating func later(_ milliseconds: Int, _ body: (inout Scene) -> Void) {
        let back = now
        wait(milliseconds)
        body(&self)
        now = back
    }

    /// Adds a line.
    mutating func add(_ side: Direction, _ act: Line.Act) {
        lines.append(Line(offset: now, side: side, act: act))
        latest = max(latest, now)
    }

    /// The client calls, asks, and is accepted.
    mutating func open(_ visit: Visit, port: UInt16, answerAfter milliseconds: Int) {
        ask(visit, port: port)
        wait(milliseconds)
        add(.fromServer, .bytes(visit.acceptance()))
        wait(3)
    }

    /// The client calls and asks.
    mutating func ask(_ visit: Visit, port: UInt16, version: Int = 13) {
        add(.fromClient, .call(visit, port: port))
        wait(microseconds: 400)
        add(.fromClient, .bytes(visit.request(version: version)))
    }

    /// A text message.
    mutating func text(_ side: Direction, _ text: String, isPlain: Bool = false, frames: Int = 1) {
        add(
            side,
            .message(DataMessage(opcode: .text, payload: Array(text.utf8), frames: frames, isPlain: isPlain)))
    }

    /// A binary message.
    mutating func binary(_ side: Direction, _ payload: [UInt8], frames: Int = 1) {
        add(side, .message(DataMessage(opcode: .binary, payload: payload, frames: frames)))
    }

    /// A control frame.
    mutating func control(_ opcode: Opcode, from side: Direction, _ payload: [UInt8] = []) {
        add(side, .frame(OutgoingFrame(opcode, payload)))
    }

    /// A ping, and its pong so much later.
    mutating func heartbeat(from side: Direction, _ payload: [UInt8], roundTrip microseconds: Int) {
        control(.ping, from: side, payload)
        let back = now
        wait(microseconds: microseconds)
        control(.pong, from: side.opposite, payload)
        now = back
    }

    /// A Close frame with a code and a reason.
    mutating func close(_ side: Direction, _ code: Int, _ reason: String = "") {
        control(.close, from: side, Self.closeBody(code, reason))
    }

    /// A side closes, the other answers, and the server ends the transport.
    mutating func part(_ side: Direction, _ code: Int, _ reason: String = "", answerAfter milliseconds: Int = 18) {
        close(side, code, reason)
        wait(milliseconds)
        close(side.opposite, code)
        wait(1)
        hangUp()
    }

    /// The server ends the transport, and the client after it.
    mutating func hangUp() {
        add(.fromServer, .finish)
        wait(1)
        add(.fromClient, .finish)
    }

    /// The body of a Close frame.
    static func closeBody(_ code: Int, _ reason: String) -> [UInt8] {
        [UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code)] + Array(reason.utf8.prefix(123))
    }
}
