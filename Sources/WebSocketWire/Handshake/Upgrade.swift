/// What both sides of a handshake agreed on, or why not (RFC 6455 section 4). Either side may be missing, where only
/// one direction was seen: then nothing is judged that needs both.
package struct Upgrade: Sendable, Hashable {
    /// How the handshake went.
    package enum Outcome: Sendable, Hashable {
        /// WebSocket frames follow.
        case accepted
        /// The server answered something else, with this status.
        case refused(status: Int)
        /// No response was seen.
        case unanswered
    }

    /// What the connection is carried by, which decides the scheme of its address.
    package enum Carrier: Sendable, Hashable {
        /// TCP: `ws`.
        case plain
        /// TLS: `wss`.
        case secured
    }

    /// The request's head.
    package let request: HTTPHead?
    /// The response's head, whatever it says.
    package let response: HTTPHead?
    /// How it went.
    package let outcome: Outcome
    /// Subprotocols and extensions.
    package let negotiation: Negotiation
    /// What the first Sec-WebSocket-Accept must say; nil where no key was seen.
    package let expectedAccept: String?
    /// What the request breaks: first where its head needed lenient reading, then the laws of the handshake.
    package let requestViolations: [Violation]
    /// What the response breaks, likewise.
    package let responseViolations: [Violation]

    /// Judges a handshake. The request should be an attempt, and the response the final one to it, not an interim 100.
    package init(request: HTTPHead?, response: HTTPHead?) {
        self.request = request
        self.response = response
        outcome = Self.outcome(of: response)
        negotiation = Negotiation(request: request, acceptance: outcome == .accepted ? response : nil)
        expectedAccept = request?.value(of: "Sec-WebSocket-Key").map { Self.accept(for: $0) }
        requestViolations = Self.judged(request) + negotiation.requestViolations
        responseViolations = Self.judged(response, to: request) + negotiation.responseViolations
    }

    private static func outcome(of response: HTTPHead?) -> Outcome {
        guard let response, let status = response.status else { return .unanswered }
        return isWebSocketAcceptance(response) ? .accepted : .refused(status: status)
    }

    private static func judged(_ request: HTTPHead?) -> [Violation] {
        guard let request else { return [] }
        if request.version.isHTTP2 { return request.violations + ExtendedConnect.judged(request) }
        guard isAttempt(request) else { return request.violations }
        return request.violations + RequestJudgement(request).findings.violations
    }

    private static func judged(_ response: HTTPHead?, to request: HTTPHead?) -> [Violation] {
        guard let response else { return [] }
        if response.version.isHTTP2 { return response.violations }
        return response.violations + ResponseJudgement(response, to: request).findings.violations
    }

    /// Whether a request asks for WebSocket: it lists it in Upgrade, or has a Sec-WebSocket-Key; in HTTP/2 it is an
    /// extended CONNECT (RFC 8441 section 4). It may break laws and yet be an attempt.
    package static func isAttempt(_ request: HTTPHead) -> Bool {
        guard case .request = request.startLine else { return false }
        if request.version.isHTTP2 { return ExtendedConnect.isAttempt(request) }
        return request.lists("websocket", in: "Upgrade") || request.value(of: "Sec-WebSocket-Key") != nil
    }

    /// Whether a response begins WebSocket: in HTTP/2 any 2xx (RFC 8441 section 5), otherwise status 101 with WebSocket in Upgrade, or without Upgrade but with a
    /// Sec-WebSocket-Accept. A switch to another protocol is none.
    package static func isWebSocketAcceptance(_ response: HTTPHead) -> Bool {
        if response.version.isHTTP2 { return (200...299).contains(response.status ?? 0) }
        guard response.status == 101 else { return false }
        if response.value(of: "Upgrade") == nil {
            return response.value(of: "Sec-WebSocket-Accept") != nil
        }
        return response.lists("websocket", in: "Upgrade")
    }

    /// What Sec-WebSocket-Accept must say to a Sec-WebSocket-Key (RFC 6455 section 4.2.2).
    package static func accept(for key: String) -> String {
        Base64.encoded(SHA1.hash(of: Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }

    /// All that was broken: the request's, then the response's.
    package var violations: [Violation] { requestViolations + responseViolations }

    /// The response's status; nil where none was seen.
    package var status: Int? { response?.status }

    /// The request's target as it was written.
    package var target: String? { request?.target }

    /// The host, with its port where one was said: that of an absolute target, else the first Host header.
    package var host: String? {
        request.flatMap { head in
            head.target.flatMap { AbsoluteTarget($0)?.authority } ?? head.value(of: ":authority")
                ?? head.value(of: "Host")
        }
    }

    /// The address that was asked for, by the scheme of an HTTP/2 request, otherwise by its carrier, such as `ws://example.com/chat`; nil where the request or its host is missing.
    package func url(over carrier: Carrier) -> String? {
        guard let host, !host.isEmpty, let path else { return nil }
        var scheme = carrier == .plain ? "ws" : "wss"
        if let said = request?.value(of: ":scheme") { scheme = said == "https" || said == "wss" ? "wss" : "ws" }
        return path.utf8.first == UInt8(ascii: "/") ? "\(scheme)://\(host)\(path)" : "\(scheme)://\(host)/\(path)"
    }

    /// The path that was asked for, with its query; nil where no request was seen.
    package var path: String? {
        target.map { AbsoluteTarget($0)?.path ?? $0 }
    }

    /// The first Sec-WebSocket-Key.
    package var key: String? { request?.value(of: "Sec-WebSocket-Key") }

    /// The first Sec-WebSocket-Accept.
    package var accept: String? { response?.value(of: "Sec-WebSocket-Accept") }

    /// How messages are compressed; nil where they are not, or with a window size that cannot be used.
    package var deflate: DeflateParameters? { negotiation.deflate }

    /// The subprotocol that the server agreed to.
    package var subprotocol: String? { negotiation.subprotocol }
}
