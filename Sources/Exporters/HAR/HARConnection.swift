import ByteStreams
import Dissection
import WebSocketWire

/// The opening and the closing that an entry's facts tell. Of another program's HAR, less is known: when the connection
/// was opened, to the millisecond; the server's address where it is told, and the port that its URL has; nothing of the
/// client, whose end is 0.0.0.0:0, or [::]:0 beside a server of IPv6.
extension HARFacts {
    func opening(connection: Int) -> ConnectionOpening {
        let scheme = HARAddress(request.url)
        let server = own.server ?? server(at: scheme)
        let nowhere = Endpoint(address: server.address.isV6 ? IPAddress(v6: 0, 0) : IPAddress(v4: 0), port: 0)
        return ConnectionOpening(
            connection: connection, time: openingTime, client: own.client ?? nowhere, server: server,
            source: own.source ?? .har, handshake: handshake(at: scheme), confidence: own.confidence,
            security: own.isThere ? own.security : scheme.isSecured ? StreamSecurity() : nil, httpStream: own.stream)
    }

    private var openingTime: Timestamp { own.time ?? started ?? Timestamp(nanoseconds: 0) }

    private func server(at address: HARAddress) -> Endpoint {
        let told = IPAddress(bracketed: serverAddress) ?? IPAddress(bracketed: address.host)
        return Endpoint(address: told ?? IPAddress(v4: 0), port: address.port)
    }

    private func handshake(at address: HARAddress) -> ConnectionOpening.Handshake? {
        let request = requestHead(at: address)
        let response = responseHead
        guard request != nil || response != nil || own.handshake != nil else { return nil }
        return ConnectionOpening.Handshake(
            request: request, response: response, upgrade: Upgrade(request: request, response: response),
            duration: own.handshake)
    }

    /// The request's head. Where no header names the host, the target is the whole address, so that it is not lost.
    private func requestHead(at address: HARAddress) -> HTTPHead? {
        guard request.isThere, !request.isUnseen, !request.url.isEmpty || request.target != nil else { return nil }
        let version = version(request.version)
        let hasHost = request.fields.contains { ["host", ":authority"].contains($0.name.lowercased()) }
        let method = request.method.isEmpty && !own.isThere ? "GET" : request.method
        let target = request.target ?? (hasHost ? address.target : request.url)
        return HARHead.head(.request(method: method, target: target, version), fields: request.fields)
    }

    private var responseHead: HTTPHead? {
        guard response.isThere, !response.isUnseen, own.isThere || response.status > 0 else { return nil }
        let version = version(response.version)
        return HARHead.head(
            .response(version, status: response.status, reason: response.reason), fields: response.fields)
    }

    private func version(_ text: String) -> HTTPVersion {
        if own.isThere { return own.stream == nil ? HTTPVersion(text) : .http2 }
        switch text.lowercased() {
        case "h2", "http/2", "http/2.0": return .http2
        case "http/1.0": return HTTPVersion("HTTP/1.0")
        default: return HTTPVersion("HTTP/1.1")
        }
    }

    /// The end of the connection. `messages` were told of it, or an error, the last of it at `latest`. Of another program's
    /// HAR: `clean` with a close state; `aborted` where that says so, after an error, and where the connection never came
    /// about; otherwise `open`: the HAR was saved before the end.
    func closing(connection: Int, messages: PerDirection, hasError: Bool, latest: Timestamp) -> ConnectionClosing {
        if ownClose.isThere {
            return ConnectionClosing(
                connection: connection, time: ownClose.time ?? latest, outcome: ownClose.outcome ?? .open,
                by: ownClose.by, code: ownClose.code, messages: ownClose.messages, bytes: ownClose.bytes)
        }
        let isUsed = messages.client > 0 || messages.server > 0
        var outcome = ConnectionOutcome.open
        if response.status > 0, !isAccepted, !isUsed {
            outcome = .refused
        } else if close.isAborted || hasError || close.code?.rawValue == 1006 || response.status == 0 && !isUsed {
            outcome = .aborted
        } else if close.isThere {
            outcome = .clean
        }
        // 1005 and 1006 stand for a Close without a code, and for none (RFC 6455 section 7.4.1).
        let code = close.code.flatMap { [1005, 1006].contains($0.rawValue) ? nil : $0 }
        return ConnectionClosing(
            connection: connection, time: close.time ?? latest, outcome: outcome, by: nil, code: code,
            messages: messages, bytes: PerDirection())
    }

    private var isAccepted: Bool {
        response.status == 101 || version(response.version).isHTTP2 && (200...299).contains(response.status)
    }
}
