import ByteStreams

/// What the client of a SOCKS 5 proxy says first (RFC 1928, RFC 1929). A machine without sockets: bytes in, and what is
/// to be done out.
package struct SOCKSGreeting: Sendable {
    /// What is to be done.
    package enum Step: Sendable, Hashable {
        /// Bytes for the client, after which it goes on.
        case reply([UInt8])
        /// A tunnel to a server. The client waits for `SOCKSGreeting.answer`.
        case tunnel(ProxyTarget)
        /// The last bytes for the client, and why, for people.
        case refuse([UInt8], reason: String)
    }

    /// How the attempt at a tunnel ended (RFC 1928 section 6).
    package enum Outcome: UInt8, Sendable {
        case established = 0
        case failed = 1
        case networkUnreachable = 3
        case hostUnreachable = 4
        case refused = 5
    }

    private enum Phase {
        case methods, credentials, request, over
    }

    private let credentials: ProxyCredentials?
    private var phase = Phase.methods
    private var pending: [UInt8] = []

    /// A greeting to a proxy that asks for credentials where there are some.
    package init(credentials: ProxyCredentials?) {
        self.credentials = credentials
    }

    /// Consumes bytes from `offset` on, as many as the next step takes, and moves it; nil where it needs more.
    package mutating func feed(_ bytes: RawSpan, at offset: inout Int) -> Step? {
        while phase != .over, offset < bytes.byteCount {
            pending.append(bytes.byte(at: offset))
            offset += 1
            if let step = step() {
                pending = []
                return step
            }
        }
        return nil
    }

    /// The answer to a request for a tunnel. It names no address of ours, as the tunnel's is of no use to the client.
    package static func answer(_ outcome: Outcome) -> [UInt8] {
        [5, outcome.rawValue, 0, 1, 0, 0, 0, 0, 0, 0]
    }

    private mutating func step() -> Step? {
        switch phase {
        case .methods: methods()
        case .credentials: judgement()
        case .request: request()
        case .over: nil
        }
    }

    private mutating func methods() -> Step? {
        guard pending[0] == 5 else {
            phase = .over
            let isHTTP = pending[0] >= UInt8(ascii: "A")
            let words = isHTTP ? "this looks like HTTP, and the port is for SOCKS 5" : "SOCKS version \(pending[0])"
            return .refuse([], reason: "the client does not speak SOCKS 5: \(words)")
        }
        guard pending.count >= 2, pending.count == 2 + Int(pending[1]) else { return nil }
        let wanted: UInt8 = credentials == nil ? 0 : 2
        guard pending[2...].contains(wanted) else {
            phase = .over
            let words = credentials == nil ? "only with authentication" : "without user and password"
            return .refuse([5, 0xff], reason: "the client wants to go on \(words)")
        }
        phase = credentials == nil ? .request : .credentials
        return .reply([5, wanted])
    }

    /// RFC 1929 section 2.
    private mutating func judgement() -> Step? {
        guard pending.count >= 2, case let user = 2 + Int(pending[1]), pending.count > user,
            case let end = user + 1 + Int(pending[user]), pending.count == end
        else { return nil }
        let isRight = credentials?.equals(user: pending[2..<user], password: pending[(user + 1)..<end]) ?? false
        guard pending[0] == 1, isRight else {
            phase = .over
            return .refuse([1, 1], reason: "the client gave wrong credentials")
        }
        phase = .request
        return .reply([1, 0])
    }

    private mutating func request() -> Step? {
        guard pending.count >= 5 else { return nil }
        let addressLength: Int
        switch pending[3] {
        case 1: addressLength = 4
        case 3: addressLength = 1 + Int(pending[4])
        case 4: addressLength = 16
        default: return refuse(8, "an address of unknown type \(pending[3])")
        }
        guard pending.count == 4 + addressLength + 2 else { return nil }
        guard pending[0] == 5 else { return refuse(1, "a request of version \(pending[0])") }
        guard pending[1] == 1 else { return refuse(7, "command \(pending[1]), where only CONNECT is served") }
        let port = Int(pending[4 + addressLength]) << 8 | Int(pending[5 + addressLength])
        guard let target = ProxyTarget(host: host(pending[4..<(4 + addressLength)]), port: port) else {
            return refuse(1, "a server that cannot be: port \(port)")
        }
        phase = .over
        return .tunnel(target)
    }

    private func host(_ bytes: ArraySlice<UInt8>) -> String {
        let word = { (part: ArraySlice<UInt8>) in part.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        switch pending[3] {
        case 1: return IPAddress(v4: UInt32(truncatingIfNeeded: word(bytes))).description
        case 4: return IPAddress(v6: word(bytes.prefix(8)), word(bytes.suffix(8))).description
        default: return String(decoding: bytes.dropFirst(), as: UTF8.self)
        }
    }

    private mutating func refuse(_ code: UInt8, _ what: String) -> Step {
        phase = .over
        return .refuse([5, code, 0, 1, 0, 0, 0, 0, 0, 0], reason: "the client asks for \(what)")
    }
}
