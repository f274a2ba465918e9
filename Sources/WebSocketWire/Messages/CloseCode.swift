/// Why a side closes (RFC 6455 section 7.4).
package struct CloseCode: Sendable, Hashable {
    /// The number on the wire.
    package let rawValue: UInt16

    /// A code by its number.
    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The code's name in the registry, or what its range is for; nil where it has no meaning.
    package var name: String? {
        switch rawValue {
        case 1000: "Normal Closure"
        case 1001: "Going Away"
        case 1002: "Protocol Error"
        case 1003: "Unsupported Data"
        case 1004: "reserved"
        case 1005: "No Status Received"
        case 1006: "Abnormal Closure"
        case 1007: "Invalid Payload Data"
        case 1008: "Policy Violation"
        case 1009: "Message Too Big"
        case 1010: "Mandatory Extension"
        case 1011: "Internal Error"
        case 1012: "Service Restart"
        case 1013: "Try Again Later"
        case 1014: "Bad Gateway"
        case 1015: "TLS Handshake"
        case 3000...3999: "registered"
        case 4000...4999: "private"
        default: nil
        }
    }

    /// The law that a Close frame with this code breaks.
    package var violation: Violation? {
        switch rawValue {
        case 1004, 1005, 1006, 1015:
            Violation(FrameRules.closeCodeForbidden, "code \(rawValue) (\(name ?? "")) stands in a Close frame")
        case 1000...1014, 3000...4999: nil
        default: Violation(FrameRules.closeCodeUnused, "code \(rawValue) has no meaning")
        }
    }
}

/// A Close frame's body (RFC 6455 section 5.5.1).
package enum CloseBody: Sendable, Hashable {
    /// No code and no reason.
    case empty
    /// A code, and a reason that is UTF-8, behind the first two bytes of the body.
    case code(CloseCode)
    /// One byte, a reason that is not UTF-8, or a body of which bytes are missing: the code where it is there.
    case unreadable(CloseCode?)

    /// The body as its bytes tell it.
    package init(_ body: RawSpan) {
        guard body.byteCount >= 2 else {
            self = body.byteCount == 0 ? .empty : .unreadable(nil)
            return
        }
        let code = CloseCode(rawValue: UInt16(bigEndian: body.load(0, as: UInt16.self)))
        var judge = UTF8Validator()
        judge.feed(body.extracting(2..<body.byteCount))
        self = judge.isComplete ? .code(code) : .unreadable(code)
    }

    /// The code, where there is one.
    package var code: CloseCode? {
        switch self {
        case .empty: nil
        case .code(let code): code
        case .unreadable(let code): code
        }
    }
}
