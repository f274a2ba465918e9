/// What a frame carries (RFC 6455 section 5.2): all sixteen values exist on the wire, six of them with a meaning.
package struct Opcode: Sendable, Hashable {
    /// The four bits.
    package let rawValue: UInt8

    /// An opcode by its low four bits.
    @inlinable
    package init(rawValue: UInt8) {
        self.rawValue = rawValue & 0x0f
    }

    /// Whether two are the same.
    @inlinable
    package static func == (left: Opcode, right: Opcode) -> Bool {
        left.rawValue == right.rawValue
    }

    /// Whether an opcode is the one that a `switch` asks for.
    @inlinable
    package static func ~= (wanted: Opcode, opcode: Opcode) -> Bool {
        wanted.rawValue == opcode.rawValue
    }

    /// A further fragment of a message.
    @inlinable package static var continuation: Opcode { Opcode(rawValue: 0x0) }
    /// A text message, in UTF-8.
    @inlinable package static var text: Opcode { Opcode(rawValue: 0x1) }
    /// A binary message.
    @inlinable package static var binary: Opcode { Opcode(rawValue: 0x2) }
    /// The end of what this side says.
    @inlinable package static var close: Opcode { Opcode(rawValue: 0x8) }
    /// A question for a pong.
    @inlinable package static var ping: Opcode { Opcode(rawValue: 0x9) }
    /// The answer to a ping, or a heartbeat of its own.
    @inlinable package static var pong: Opcode { Opcode(rawValue: 0xa) }

    /// Whether the frame is a control frame (8 to 15).
    @inlinable
    package var isControl: Bool { rawValue & 0x8 != 0 }

    /// Whether RFC 6455 gives the value no meaning (3 to 7, 11 to 15).
    @inlinable
    package var isReserved: Bool { rawValue & 0x7 > 2 }
}

extension Opcode: CustomStringConvertible {
    /// `text`, `binary`, `close`, `ping`, `pong`, `continuation`, or `0x3` for a reserved one.
    package var description: String {
        switch rawValue {
        case 0x0: "continuation"
        case 0x1: "text"
        case 0x2: "binary"
        case 0x8: "close"
        case 0x9: "ping"
        case 0xa: "pong"
        default: "0x" + String(rawValue, radix: 16)
        }
    }
}
