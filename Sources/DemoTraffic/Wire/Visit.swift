import ByteStreams
import WebSocketWire

/// Who calls: a program at an address, and what it says of itself.
struct Visitor: Sendable {
    /// The kind of program, which decides the order and the choice of its headers.
    enum Program: Sendable {
        case chrome, firefox, script(agent: String)
    }

    let address: IPAddress
    let program: Program
    /// Headers of its own, such as a cookie, between the usual ones and the key.
    var headers: [(name: String, value: String)] = []
}

/// Who is called.
struct Site: Sendable {
    let host: String
    let address: IPAddress
    let port: UInt16
    let path: String
    /// What the server calls itself.
    var software = "nginx/1.26.2"
    /// The subprotocols that the client offers; the first is the one that both agree on.
    var subprotocols: [String] = []
    /// What both agree on for compression; nil for none.
    var deflate: DeflateParameters?

    /// Whether it is called through TLS.
    var isSecured: Bool { port == 443 }

    /// The host as headers name it.
    var authority: String { port == 443 || port == 80 ? host : "\(host):\(port)" }

    /// What a tap that can decrypt knows of the TLS; nil where there is none.
    var security: StreamSecurity? {
        guard isSecured else { return nil }
        var facts = StreamSecurity()
        facts.version = "1.3"
        facts.cipherSuite = "TLS_AES_128_GCM_SHA256"
        facts.serverName = host
        facts.applicationProtocol = "http/1.1"
        return facts
    }
}

/// A handshake's text (RFC 6455 section 4), by who calls whom with which key.
struct Visit: Sendable {
    let visitor: Visitor
    let site: Site
    /// The Sec-WebSocket-Key.
    let key: String

    /// A visit with a key of chance.
    init(_ visitor: Visitor, to site: Site, _ chance: inout Chance) {
        self.visitor = visitor
        self.site = site
        key = Base64.encoded(chance.bytes(16))
    }

    /// The request's head.
    func request(version: Int = 13) -> [UInt8] {
        var lines = ["GET \(site.path) HTTP/1.1", "Host: \(site.authority)"]
        let origin = (site.isSecured ? "https://" : "http://") + "app." + site.host
        let offer: String?
        switch visitor.program {
        case .chrome:
            lines += ["Connection: Upgrade", "Pragma: no-cache", "Cache-Control: no-cache"]
            lines.append("User-Agent: " + Self.chrome)
            lines += ["Upgrade: websocket", "Origin: \(origin)", "Sec-WebSocket-Version: \(version)"]
            lines += ["Accept-Encoding: gzip, deflate, br, zstd", "Accept-Language: en-US,en;q=0.9"]
            offer = "permessage-deflate; client_max_window_bits"
        case .firefox:
            lines += ["User-Agent: " + Self.firefox, "Accept: */*", "Accept-Language: en-US,en;q=0.5"]
            lines += ["Accept-Encoding: gzip, deflate, br, zstd", "Sec-WebSocket-Version: \(version)"]
            lines += ["Origin: \(origin)", "Connection: keep-alive, Upgrade"]
            lines += ["Pragma: no-cache", "Cache-Control: no-cache", "Upgrade: websocket"]
            offer = "permessage-deflate"
        case .script(let agent):
            lines += ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: \(version)"]
            lines.append("User-Agent: " + agent)
            offer = site.deflate == nil ? nil : "permessage-deflate; client_max_window_bits"
        }
        lines += visitor.headers.map { "\($0.name): \($0.value)" }
        lines.append("Sec-WebSocket-Key: \(key)")
        if let offer { lines.append("Sec-WebSocket-Extensions: \(offer)") }
        if !site.subprotocols.isEmpty {
            lines.append("Sec-WebSocket-Protocol: " + site.subprotocols.joined(separator: ", "))
        }
        return Self.head(lines)
    }

    /// The head of the response that accepts.
    func acceptance() -> [UInt8] {
        var lines = ["HTTP/1.1 101 Switching Protocols", "Server: \(site.software)", "Upgrade: websocket"]
        lines += ["Connection: Upgrade", "Sec-WebSocket-Accept: \(Upgrade.accept(for: key))"]
        if let agreed = site.subprotocols.first { lines.append("Sec-WebSocket-Protocol: \(agreed)") }
        if let terms = site.deflate { lines.append("Sec-WebSocket-Extensions: " + Self.text(of: terms)) }
        return Self.head(lines)
    }

    /// A response that refuses, with a JSON body.
    func refusal(_ status: Int, _ reason: String, headers: [String] = [], body: String) -> [UInt8] {
        let usual = ["HTTP/1.1 \(status) \(reason)", "Server: \(site.software)", "Content-Type: application/json"]
        let length = ["Content-Length: \(body.utf8.count)", "Connection: close"]
        return Self.head(usual + headers + length) + Array(body.utf8)
    }

    private static func text(of terms: DeflateParameters) -> String {
        var words = [DeflateParameters.name]
        if terms.serverNoContextTakeover { words.append("server_no_context_takeover") }
        if terms.clientNoContextTakeover { words.append("client_no_context_takeover") }
        if terms.serverMaxWindowBits < 15 { words.append("server_max_window_bits=\(terms.serverMaxWindowBits)") }
        if terms.clientMaxWindowBits < 15 { words.append("client_max_window_bits=\(terms.clientMaxWindowBits)") }
        return words.joined(separator: "; ")
    }

    private static func head(_ lines: [String]) -> [UInt8] {
        Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private static let chrome =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
    private static let firefox = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0"
}
