/// The server that a client wants to reach: a host by name or address, and a port.
package struct ProxyTarget: Sendable, Hashable {
    /// The host: a name as it was given, or an address without brackets.
    package let host: String
    /// The TCP port, from 1.
    package let port: UInt16

    /// The longest name that is believed (RFC 1035 section 2.3.4), in bytes.
    private static let longestHost = 255

    /// A server by its host and port; nil where these cannot be a server's.
    package init?(host: String, port: Int) {
        guard let port = UInt16(exactly: port), port > 0, Self.isPlausible(host) else { return nil }
        self.host = host
        self.port = port
    }

    /// Reads `host:port`, `host`, `[address]:port` or `[address]` (RFC 3986 section 3.2); nil where it is none of them.
    /// `port` stands in where none is given.
    package init?(authority: some StringProtocol, port standIn: UInt16?) {
        let text = authority.utf8
        let hostEnd: String.Index
        let host: String
        if text.first == UInt8(ascii: "[") {
            guard let end = text.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            host = String(authority[text.index(after: text.startIndex)..<end])
            guard host.utf8.contains(UInt8(ascii: ":")) else { return nil }
            hostEnd = text.index(after: end)
        } else {
            hostEnd = text.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
            host = String(authority[..<hostEnd])
        }
        let rest = authority[hostEnd...]
        guard !rest.isEmpty else {
            guard let standIn else { return nil }
            self.init(host: host, port: Int(standIn))
            return
        }
        let digits = rest.utf8.dropFirst()
        guard rest.utf8.first == UInt8(ascii: ":"), (1...5).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let port = Int(rest.dropFirst())
        else { return nil }
        self.init(host: host, port: port)
    }

    private static func isPlausible(_ host: String) -> Bool {
        (1...longestHost).contains(host.utf8.count)
            && host.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && !"/\\?#@[]\"<>".utf8.contains($0) }
    }
}

extension ProxyTarget: CustomStringConvertible {
    /// `host:port`, an IPv6 address in brackets.
    package var description: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
