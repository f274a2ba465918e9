import JSONText

/// Socket.IO 3 to 5 inside Engine.IO 3 and 4, as text messages carry them: a digit for Engine.IO's packet, one for
/// Socket.IO's, then attachments, namespace, acknowledgement id and JSON.
struct SocketIO {
    /// Engine.IO's packet type.
    private(set) var outer: UInt8
    /// Socket.IO's packet type; nil where the packet has none.
    private(set) var inner: UInt8?
    /// How many binary messages follow that belong to it.
    private(set) var attachments: Int?
    /// The namespace, without the comma.
    private(set) var namespace: Range<Int>?
    /// The number that the answer bears.
    private(set) var ack: Int?
    /// What follows.
    private(set) var data: Range<Int>

    private static let engine: [StaticString] = ["open", "close", "ping", "pong", "message", "upgrade", "noop"]
    private static let socket: [StaticString] = [
        "CONNECT", "DISCONNECT", "EVENT", "ACK", "ERROR", "BINARY_EVENT", "BINARY_ACK",
    ]

    /// The packet that a text message is; nil where it is none.
    init?(_ bytes: RawSpan) {
        guard let first = bytes.byte(0), first &- 0x30 < 7 else { return nil }
        outer = first - 0x30
        data = 1..<bytes.byteCount
        guard outer == 4, let second = bytes.byte(1), second &- 0x30 < 7 else { return }
        inner = second - 0x30
        var at = 2
        if inner == 5 || inner == 6 {
            guard let (count, end) = bytes.decimal(at: at), bytes.byte(end) == 0x2d else { return nil }
            attachments = count
            at = end + 1
        }
        if bytes.byte(at) == 0x2f {
            let end = bytes.part(0..<at + 512).first(0x2c, from: at) ?? bytes.byteCount
            namespace = at..<end
            at = min(bytes.byteCount, end + 1)
        }
        if let (number, end) = bytes.decimal(at: at) {
            ack = number
            at = end
        }
        data = at..<bytes.byteCount
    }

    /// Whether the form alone tells that it is one.
    private func isTelling(_ bytes: RawSpan) -> Bool {
        let next = bytes.byte(data.lowerBound)
        switch inner {
        case 0, 4: return next == 0x7b || next == 0x22 || (namespace != nil && next == nil)
        case 1: return namespace != nil && next == nil
        case .some: return next == 0x5b
        case nil: break
        }
        switch outer {
        case 0: return next == 0x7b && bytes.part(1..<8).starts(with: "{\"sid\"")
        case 2, 3: return bytes.part(data).equals("probe")
        default: return false
        }
    }

    /// Whether it can be one at all.
    private func isSound(_ bytes: RawSpan) -> Bool {
        let next = bytes.byte(data.lowerBound)
        switch inner {
        case 0: return next == nil || next == 0x7b || next == 0x3f
        case 1: return next == nil
        case 4: return next == 0x7b || next == 0x22
        case .some: return next == 0x5b
        case nil: return outer == 0 ? next == 0x7b : outer == 4 || data.count < 6
        }
    }

    /// Says what a message is, where it is one.
    static func summarise(_ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine) -> Recognition? {
        guard facts.kind == .text, let packet = SocketIO(bytes) else { return nil }
        guard packet.isSound(bytes) || !facts.isWhole && packet.data.isEmpty else { return nil }
        packet.write(bytes, facts, &text)
        let certainty: Certainty = packet.isTelling(bytes) ? .likely : .possible
        return .by(facts, .socketIO, certainty, "begins with a packet type of Engine.IO")
    }

    private func write(_ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine) {
        guard let inner else {
            text.write("Engine.IO ")
            text.write(Self.engine[Int(outer)])
            guard !data.isEmpty else { return }
            text.write(" ")
            text.add(bytes.part(data))
            return
        }
        text.write("Socket.IO ")
        text.write(Self.socket[Int(inner)])
        if let namespace {
            text.write(" ")
            text.add(bytes.part(namespace))
        }
        let inside = bytes.part(data)
        if inner == 2 || inner == 5, let event = JSONOutline(inside, isWhole: facts.isWhole)?[0] {
            text.write(" ")
            text.add(inside, event, isQuoted: true)
        } else if inner == 4, let fault = JSONOutline(inside, isWhole: facts.isWhole)?.string("message", inside) {
            text.write(" ")
            text.add(inside, fault, isQuoted: true)
        }
        if let ack {
            text.write(" ack ")
            text.write(ack)
        }
        if let attachments {
            text.write(" + ")
            text.write(attachments)
            text.write(attachments == 1 ? " attachment" : " attachments")
        }
    }

    /// Draws a message.
    static func draw(_ bytes: RawSpan, _ facts: PayloadFacts, _ lines: inout LineWriter) {
        guard let packet = SocketIO(bytes) else { return }
        lines.field(0, "Engine.IO", "\(packet.outer) \(engine[Int(packet.outer)])", .word, 0..<1)
        if let inner = packet.inner {
            lines.field(0, "Socket.IO", "\(inner) \(socket[Int(inner)])", .word, 1..<2)
            let head = 2..<packet.data.lowerBound
            if let attachments = packet.attachments { lines.field(0, "attachments", "\(attachments)", head) }
            if let namespace = packet.namespace { lines.field(0, "namespace", text: namespace, bytes) }
            if let ack = packet.ack { lines.field(0, "ack id", "\(ack)", head) }
        }
        guard !packet.data.isEmpty else {
            if !facts.isWhole { lines.cut(0, at: bytes.byteCount, isWhole: false) }
            return
        }
        let start = bytes.byte(packet.data.lowerBound)
        if start == 0x7b || start == 0x5b || start == 0x22 {
            lines.base += packet.data.lowerBound
            JSONLines.draw(bytes.part(packet.data), isWhole: facts.isWhole, &lines)
            lines.base -= packet.data.lowerBound
        } else {
            lines.field(0, "data", text: packet.data, bytes)
        }
    }
}
