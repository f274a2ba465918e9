import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import Filters

/// Messages and connections to try filters on.
struct Trial {
    /// A head as it is read from bytes.
    static func head(_ text: String) -> HTTPHead? {
        var reader = HTTPHeadReader()
        var offset = 0
        switch reader.feed(Array(text.utf8).span.bytes, at: &offset) {
        case .request(let head), .response(let head): return head
        case .notHTTP, .tooLong, nil: return nil
        }
    }

    static func end(_ text: String) -> Endpoint {
        let peer = Peer(text)
        return Endpoint(address: peer?.address ?? IPAddress(v4: 0), port: peer?.port ?? 0)
    }

    static let request = head(
        "GET http://example.com:8080/chat?room=1 HTTP/1.1\r\nHost: example.com:8080\r\nUser-Agent: curl/8\r\n"
            + "X-Tag: a\r\nX-Tag: b\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Version: 13\r\n\r\n")
    static let response = head(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Tag: c\r\n"
            + "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")

    static func opening(
        _ connection: Int = 1, client: String = "10.0.0.1:52311", server: String = "[2001:db8::2]:80",
        hasHandshake: Bool = true, isSecured: Bool = false
    ) -> ConnectionOpening {
        ConnectionOpening(
            connection: connection, time: Timestamp(nanoseconds: 1), client: end(client), server: end(server),
            source: .capture,
            handshake: hasHandshake
                ? ConnectionOpening.Handshake(
                    request: request, response: response, upgrade: Upgrade(request: request, response: response),
                    duration: 5) : nil,
            confidence: nil, security: isSecured ? StreamSecurity() : nil, httpStream: nil)
    }

    static func closing(_ connection: Int = 1) -> ConnectionClosing {
        ConnectionClosing(
            connection: connection, time: Timestamp(nanoseconds: 9), outcome: .clean, by: nil, code: nil,
            messages: PerDirection(), bytes: PerDirection())
    }

    static func finding(
        _ rule: String, _ severity: Severity = .warning, connection: Int = 1, message: Int? = nil
    ) -> Finding {
        Finding(
            connection: connection, message: message, time: Timestamp(nanoseconds: 4),
            violation: Violation(Rule(rule, "section", severity, "law"), "detail"))
    }

    static func frame(_ header: FrameHeader, number: Int = 1, message: Int = 1, connection: Int = 1) -> Frame {
        Frame(
            connection: connection, message: message, number: number, time: Timestamp(nanoseconds: 3),
            from: .fromClient, header: header)
    }

    /// A text message unless it is changed.
    static func message(
        _ payload: [UInt8] = [], connection: Int = 1, number: Int = 1,
        _ change: (inout RestoredMessage) -> Void = { _ in }
    ) -> (RestoredMessage, [UInt8]) {
        var message = RestoredMessage()
        message.connection = connection
        message.number = number
        message.time = Timestamp(nanoseconds: 1_732_305_600_123_456_789)
        message.length = UInt64(payload.count)
        message.wireLength = UInt64(payload.count) + 6
        message.textLength = payload.count
        change(&message)
        if message.opcode != .text { message.textLength = nil }
        return (message, payload)
    }

    static func text(_ text: String) -> (RestoredMessage, [UInt8]) { message(Array(text.utf8)) }

    /// Whether an expression matches a message.
    static func matches(
        _ expression: String, _ message: (RestoredMessage, [UInt8]), opening: ConnectionOpening? = Trial.opening(),
        frames: [Frame] = [], findings: [Finding] = [], delta: Int64? = nil
    ) throws -> Bool {
        var batch = TrafficBatch()
        batch.restore(message.0, payload: message.1.span.bytes)
        var matcher = FilterMatcher(try Filter(expression))
        let verdicts =
            opening.map { matcher.verdicts(on: $0) } ?? matcher.verdicts(onConnection: message.0.connection)
        let surroundings = FilterMatcher.Surroundings(verdicts)
        surroundings.frames = frames
        surroundings.findings = findings
        surroundings.delta = delta
        guard case .message(let told) = batch[0] else { return false }
        return matcher.matches(told, in: batch, surroundings)
    }

    /// What is wrong with an expression; nil where nothing is.
    static func problem(_ expression: String) -> FilterError? {
        do throws(FilterError) {
            _ = try Filter(expression)
            return nil
        } catch {
            return error
        }
    }
}
