package import Interception

/// How clients reach a proxy, and how it finds their servers.
package struct ProxyMode: Sendable, Hashable {
    /// The kinds of proxies.
    package enum Kind: Sendable, Hashable {
        /// An HTTP proxy: CONNECT and absolute-form.
        case regular
        /// Every connection goes to one server.
        case reverse(ProxyTarget)
        /// A SOCKS 5 proxy.
        case socks5
    }

    /// What it does.
    package let kind: Kind
    /// The host that the mode names to listen on; nil where it names none.
    package let host: String?
    /// The port that the mode names to listen on; nil where it names none.
    package let port: UInt16?

    /// A mode by its parts.
    package init(_ kind: Kind, host: String? = nil, port: UInt16? = nil) {
        self.kind = kind
        self.host = host
        self.port = port
    }

    /// The port to listen on where nothing names one.
    package var usualPort: UInt16 { kind == .socks5 ? 1_080 : 8_080 }

    /// The mode's name, as it is written in front of its data.
    package var name: String {
        switch kind {
        case .regular: "regular"
        case .reverse: "reverse"
        case .socks5: "socks5"
        }
    }
}

/// Why words are no mode.
package struct ProxyModeError: Error, Hashable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    package let description: String
}

extension ProxyMode {
    /// Reads `name[:data][@[host:]port]`.
    package init(_ text: String) throws(ProxyModeError) {
        let at = text.lastIndex(of: "@")
        let words = text[..<(at ?? text.endIndex)]
        let colon = words.firstIndex(of: ":")
        let data = colon.map { words[words.index(after: $0)...] }
        kind = try Self.kind(String(words[..<(colon ?? words.endIndex)]), data)
        guard let at else {
            (host, port) = (nil, nil)
            return
        }
        (host, port) = try Self.place(text[text.index(after: at)...], in: text)
    }

    private static func kind(_ name: String, _ data: Substring?) throws(ProxyModeError) -> Kind {
        switch (name, data) {
        case ("regular", nil): return .regular
        case ("socks5", nil): return .socks5
        case ("reverse", let data): return .reverse(try server(data))
        case ("regular", _), ("socks5", _):
            throw ProxyModeError(description: "mode \(name) takes nothing behind a colon (but @[HOST:]PORT)")
        case ("transparent", _), ("upstream", _):
            throw ProxyModeError(description: "mode \(name) is not served yet: regular, reverse:URL and socks5 are")
        default:
            throw ProxyModeError(description: "there is no mode \(name): regular, reverse:URL and socks5 are")
        }
    }

    private static func server(_ data: Substring?) throws(ProxyModeError) -> ProxyTarget {
        let wrong = ProxyModeError(
            description: "mode reverse needs an address behind a colon: ws://HOST[:PORT] or http://HOST[:PORT]"
                + (data.map { ", and not \($0)" } ?? ""))
        guard let data, let mark = data.firstRange(of: "://") else { throw wrong }
        switch data[..<mark.lowerBound].lowercased() {
        case "ws", "http": break
        case "wss", "https":
            throw ProxyModeError(description: "mode reverse does not speak TLS to servers yet: \(data)")
        default: throw wrong
        }
        var authority = data[mark.upperBound...]
        if authority.hasSuffix("/") { authority.removeLast() }
        guard let target = ProxyTarget(authority: authority, port: 80) else { throw wrong }
        return target
    }

    private static func place(_ text: Substring, in mode: String) throws(ProxyModeError) -> (String?, UInt16?) {
        if let port = UInt16(text) { return (nil, port) }
        let colon = text.lastIndex(of: ":") ?? text.startIndex
        let isBracketed = text.first == "[" && text[..<colon].last == "]"
        let host = isBracketed ? text[..<colon].dropFirst().dropLast() : text[..<colon]
        guard !host.isEmpty, isBracketed || !host.contains(":"), let port = UInt16(text[colon...].dropFirst()) else {
            throw ProxyModeError(description: "\(mode): behind the @ stands a port, or host:port, and not \(text)")
        }
        return (String(host), port)
    }
}
