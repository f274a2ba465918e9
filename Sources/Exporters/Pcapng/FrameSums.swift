import ByteStreams
import Dissection
import WebSocketWire

/// What the frames of the messages in progress add up to: in each direction one message of data and one of control.
struct FrameSums {
    /// The frames of a message.
    struct Sum: Sendable, Hashable {
        var message = 0
        var frames = 0
        var headers: UInt64 = 0
        var payload: UInt64 = 0
    }

    private var sums = [Sum](repeating: Sum(), count: 4)

    /// No frame yet.
    init() {}

    private static func place(_ direction: Direction, _ opcode: Opcode) -> Int {
        (direction == .fromClient ? 0 : 2) + (opcode.isControl ? 1 : 0)
    }

    /// Counts a frame.
    mutating func add(_ frame: Frame) {
        let place = Self.place(frame.from, frame.header.opcode)
        if sums[place].message != frame.message { sums[place] = Sum(message: frame.message) }
        sums[place].frames += 1
        sums[place].headers &+= UInt64(frame.header.headerLength)
        let (sum, overflow) = sums[place].payload.addingReportingOverflow(frame.header.length)
        sums[place].payload = overflow ? .max : sum
    }

    /// The frames of a message that ended; none where they were not told.
    mutating func take(_ message: Message) -> Sum {
        let place = Self.place(message.from, message.opcode)
        guard sums[place].message == message.number else { return Sum(message: message.number) }
        defer { sums[place] = Sum() }
        return sums[place]
    }
}
