import WebSocketWire

/// What the client of an HTTP proxy says first (RFC 9110 sections 9.3.6 and 3.7): a CONNECT, or a request in
/// absolute-form. A machine without sockets: bytes in, and what is to be done out.
package struct HTTPProxyGreeting: Sendable {
    /// What is to be done.
    package enum Step: Sendable, Hashable {
        /// A tunnel to a server (CONNECT). The client waits for the answer.
        case tunnel(ProxyTarget)
        /// A request goes on to the server that it names, as it stands there.
        case forward(ForwardedRequest)
        /// The client is answered by the proxy itself, for a reason that is said here for people. Where the connection
        /// does not end, another request may follow.
        case answer([UInt8], ends: Bool, reason: String)
        /// What the client says is no HTTP/1.1.
        case foreign
    }

    private let credentials: ProxyCredentials?
    private var reader = HTTPHeadReader()

    /// A greeting to a proxy that asks for credentials where there are some.
    package init(credentials: ProxyCredentials?) {
        self.credentials = credentials
    }

    /// Consumes bytes from `offset` on, up to the end of a head, and moves it; nil where it needs more.
    package mutating func feed(_ bytes: RawSpan, at offset: inout Int) -> Step? {
        switch reader.feed(bytes, at: &offset) {
        case nil: nil
        case .request(let head): step(head)
        case .response, .notHTTP: .foreign
        case .tooLong:
            .answer(
                ProxyAnswer.bytes(
                    431, "Request Header Fields Too Large",
                    "The request's head is longer than \(HTTPHeadReader.limit) bytes."),
                ends: true, reason: "a request's head is longer than \(HTTPHeadReader.limit) bytes")
        }
    }

    private func step(_ head: HTTPHead) -> Step {
        if let credentials, !head.values(of: "Proxy-Authorization").contains(where: credentials.areSaid(in:)) {
            return .answer(
                ProxyAnswer.bytes(
                    407, "Proxy Authentication Required", "This proxy asks for a user and a password.",
                    fields: ["Proxy-Authenticate: Basic realm=\"wscope\""]),
                ends: head.method != "CONNECT", reason: "the client gave no credentials, or wrong ones")
        }
        if head.method == "CONNECT" {
            guard let target = ProxyTarget(authority: head.target ?? "", port: nil) else {
                return refusal(head, "CONNECT needs a target such as host:443.")
            }
            return .tunnel(target)
        }
        guard let request = ForwardedRequest(head) else {
            return refusal(
                head, "This is a proxy. It takes CONNECT, and requests whose target is a whole address (http, ws).")
        }
        return .forward(request)
    }

    private func refusal(_ head: HTTPHead, _ advice: String) -> Step {
        .answer(
            ProxyAnswer.bytes(400, "Bad Request", advice), ends: true,
            reason: "\(head.method ?? "a request") \(head.target ?? "") names no server that a proxy can reach")
    }
}

/// The proxy's own answers to its HTTP clients.
package enum ProxyAnswer {
    /// The answer to a CONNECT whose tunnel stands.
    package static let established = Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8)

    /// An answer with a short text for people. Only CONNECT's 407 leaves the connection open.
    package static func bytes(_ status: Int, _ reason: String, _ text: String, fields: [String] = []) -> [UInt8] {
        let body = "wscope: \(text)\n"
        var lines = ["HTTP/1.1 \(status) \(reason)"] + fields
        lines += ["Content-Type: text/plain; charset=utf-8", "Content-Length: \(body.utf8.count)"]
        if status != 407 { lines.append("Connection: close") }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    /// The answer where the server cannot be reached.
    package static func unreachable(_ target: ProxyTarget, _ why: String) -> [UInt8] {
        bytes(502, "Bad Gateway", "\(target) cannot be reached: \(why)")
    }
}
