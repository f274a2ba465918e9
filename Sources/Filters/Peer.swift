import ByteStreams

/// Addresses that share their first bits, and perhaps a port: `10.0.0.1`, `10.0.0.0/8`, `10.0.0.1:80`, `[::1]:80`.
struct Peer: Sendable, Hashable {
    let address: IPAddress
    /// How many of its first bits count.
    let prefix: Int
    let port: UInt16?

    /// The peers that a text stands for; nil where it stands for none.
    init?(_ text: String) {
        guard let (host, rest) = Self.split(text), let address = IPAddress(text: host) else { return nil }
        let width = address.isV6 ? 128 : 32
        switch rest.first {
        case nil:
            (prefix, port) = (width, nil)
        case "/":
            guard let bits = Self.number(rest.dropFirst(), atMost: width) else { return nil }
            (prefix, port) = (bits, nil)
        default:
            guard let port = Self.number(rest.dropFirst(), atMost: 65_535) else { return nil }
            (prefix, self.port) = (width, UInt16(truncatingIfNeeded: port))
        }
        self.address = address.first(prefix)
    }

    /// The address, and what follows it from `/` or `:` on.
    private static func split(_ text: String) -> (host: Substring, rest: Substring)? {
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" || rest.first == "/" else { return nil }
            let host = text[..<end].dropFirst()
            return host.contains(":") ? (host, rest) : nil
        }
        if let slash = text.firstIndex(of: "/") { return (text[..<slash], text[slash...]) }
        let colons = text.utf8.count { $0 == 0x3a }
        guard colons == 1, let colon = text.firstIndex(of: ":") else { return (text[...], "") }
        return (text[..<colon], text[colon...])
    }

    private static func number(_ text: Substring, atMost limit: Int) -> Int? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let value = Int(text)
        else { return nil }
        return value <= limit ? value : nil
    }

    /// Whether it stands for one address.
    var isHost: Bool { prefix == (address.isV6 ? 128 : 32) }

    /// Whether an end of a connection is among them.
    func contains(_ end: Endpoint) -> Bool {
        contains(end.address) && (port.map { $0 == end.port } ?? true)
    }

    /// Whether an address is among them.
    func contains(_ other: IPAddress) -> Bool {
        other.isV6 == address.isV6 && other.first(prefix) == address
    }
}

extension Peer: CustomStringConvertible {
    /// Text that stands for the same peers.
    var description: String {
        if let port { return Endpoint(address: address, port: port).description }
        return isHost ? address.description : "\(address)/\(prefix)"
    }
}

extension IPAddress {
    /// The address with all bits behind the first `prefix` cleared.
    func first(_ prefix: Int) -> IPAddress {
        guard isV6 else { return IPAddress(v4: UInt32(truncatingIfNeeded: low & Self.ones(prefix + 32))) }
        return IPAddress(v6: high & Self.ones(prefix), low & Self.ones(prefix - 64))
    }

    /// A word of which the first `count` bits are set.
    private static func ones(_ count: Int) -> UInt64 {
        count <= 0 ? 0 : count >= 64 ? .max : .max << UInt64(64 - count)
    }
}
