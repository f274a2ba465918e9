import ByteStreams
import Exporters
import JSONText
import Testing
import WebSocketWire

@testable import Dissection

/// What is written to an output, as text.
func printed(_ write: (inout TextOutput) -> Void) -> String {
    var bytes: [UInt8] = []
    withUnsafeMutablePointer(to: &bytes) { target in
        var output = TextOutput { block in
            target.pointee.append(contentsOf: block)
            return true
        }
        write(&output)
        output.flush()
    }
    #expect(String(validating: bytes, as: UTF8.self) != nil)
    return String(decoding: bytes, as: UTF8.self)
}

/// Events for exporters, each with what it usually is.
enum Sample {
    static let client = Endpoint(address: IPAddress(v4: 0x0a00_0001), port: 52_311)
    static let server = Endpoint(address: IPAddress(v6: 0x2001_0db8_0000_0000, 2), port: 80)
    static let time = Timestamp(nanoseconds: 1_732_305_600_123_456_789)

    static func head(_ text: String) -> HTTPHead? {
        var reader = HTTPHeadReader()
        var offset = 0
        let bytes = Array(text.replacing("\n", with: "\r\n").utf8)
        switch reader.feed(bytes.span.bytes, at: &offset) {
        case .request(let head), .response(let head): return head
        default: return nil
        }
    }

    static func handshake(_ request: String?, _ response: String?, duration: Int64? = nil)
        -> ConnectionOpening.Handshake
    {
        let (request, response) = (request.flatMap(head), response.flatMap(head))
        return ConnectionOpening.Handshake(
            request: request, response: response, upgrade: Upgrade(request: request, response: response),
            duration: duration)
    }

    static func opening(
        _ handshake: ConnectionOpening.Handshake?, confidence: Double? = nil, security: StreamSecurity? = nil,
        httpStream: UInt32? = nil
    ) -> TrafficEvent {
        .opened(
            ConnectionOpening(
                connection: 1, time: time, client: client, server: server, source: .capture, handshake: handshake,
                confidence: confidence, security: security, httpStream: httpStream))
    }

    static func closing(
        _ outcome: ConnectionOutcome, by: Direction? = nil, code: UInt16? = nil,
        messages: PerDirection = PerDirection(),
        bytes: PerDirection = PerDirection()
    ) -> TrafficEvent {
        .closed(
            ConnectionClosing(
                connection: 1, time: time, outcome: outcome, by: by, code: code.map { CloseCode(rawValue: $0) },
                messages: messages, bytes: bytes))
    }

    static func finding(_ message: Int?, _ rule: Rule, _ detail: String) -> TrafficEvent {
        .finding(Finding(connection: 1, message: message, time: time, violation: Violation(rule, detail)))
    }

    static func frame(_ header: FrameHeader, from: Direction = .fromClient) -> TrafficEvent {
        .frame(Frame(connection: 1, message: 3, number: 2, time: time, from: from, header: header))
    }

    /// What of a message is not as usual.
    struct Unusual {
        var from = Direction.fromClient
        var length: UInt64?
        var hasLength = true
        var frames = 1
        var isCompressed = false
        var textLength: Int?
        var isCapped = false
        var answer: PingAnswer?
        var trouble: Message.Trouble?
    }

    static func message(
        _ batch: inout TrafficBatch, _ opcode: Opcode, _ payload: [UInt8], _ change: (inout Unusual) -> Void = { _ in }
    ) {
        var unusual = Unusual()
        if opcode == .text { unusual.textLength = payload.count }
        change(&unusual)
        var kept = Payload(cap: .max)
        kept.add(payload.span.bytes, isText: false)
        let trouble = unusual.trouble.map { batch.take($0) }
        batch.append(
            Message(
                connection: 1, number: 2, time: time, from: unusual.from, opcode: opcode,
                isCompressed: unusual.isCompressed, isCapped: unusual.isCapped, frames: unusual.frames,
                length: unusual.hasLength ? unusual.length ?? UInt64(payload.count) : nil,
                wireLength: UInt64(payload.count) + 6, textLength: unusual.textLength, answer: unusual.answer,
                place: batch.take(&kept), compressed: nil, trouble: trouble))
    }
}

extension TrafficBatch {
    /// Adds an event of any kind.
    mutating func append(_ event: TrafficEvent) {
        switch event {
        case .opened(let opening): append(opening)
        case .frame(let frame): append(frame)
        case .message(let message): append(message)
        case .finding(let finding): append(finding)
        case .closed(let closing): append(closing)
        }
    }
}
