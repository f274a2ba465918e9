import ByteStreams
import WebSocketWire

/// Watches an HTTP/1.1 connection for the switch to HTTP/2 (`Upgrade: h2c`, RFC 7540 section 3.2).
final class HTTP2Switch {
    enum Step: Hashable {
        case notYet
        /// It switched to something else.
        case never
        /// From this offset on the server speaks HTTP/2; the client does from its preface on.
        case switched(Int)
    }

    let opening: StreamOpening
    var security: StreamSecurity?
    private var head: [UInt8] = []

    private static let start = Array("HTTP/1.1 101".utf8)

    init(_ opening: StreamOpening, security: StreamSecurity?) {
        self.opening = opening
        self.security = security
    }

    /// Takes the next bytes.
    func accept(_ bytes: RawSpan, _ direction: Direction) -> Step {
        guard direction == .fromServer, bytes.byteCount > 0 else { return .notYet }
        if head.isEmpty, bytes.byte(at: 0) != Self.start[0] { return .notYet }
        let before = head.count
        guard before + bytes.byteCount <= HTTP2Limits.switchingHead else { return .never }
        unsafe bytes.withUnsafeBytes { unsafe head.append(contentsOf: $0) }
        guard head.prefix(Self.start.count).elementsEqual(Self.start.prefix(head.count)) else {
            head = []
            return .notYet
        }
        var reader = HTTPHeadReader()
        var offset = 0
        let text = head
        switch unsafe reader.feed(text.span.bytes, at: &offset) {
        case nil: return .notYet
        case .response(let response):
            guard response.lists("h2c", in: "Upgrade") else { return .never }
            return .switched(max(0, offset - before))
        case .request, .notHTTP, .tooLong: return .never
        }
    }
}
