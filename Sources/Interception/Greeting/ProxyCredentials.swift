import WebSocketWire

/// The name and the password that a proxy asks its clients for.
package struct ProxyCredentials: Sendable, Hashable {
    /// The user's name.
    package let user: String
    /// The password.
    package let password: String

    /// Credentials by their parts.
    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// Reads `user:password`; nil where there is no colon, or no user, or a part is too long for SOCKS 5 (RFC 1929).
    package init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let (user, password) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
        guard (1...255).contains(user.utf8.count), password.utf8.count <= 255 else { return nil }
        self.init(user: user, password: password)
    }

    /// Whether both are the same, found in a time that does not tell how much of them is.
    func equals(user: some Sequence<UInt8>, password: some Sequence<UInt8>) -> Bool {
        let same = Self.isSame(Array(self.user.utf8), Array(user))
        return Self.isSame(Array(self.password.utf8), Array(password)) && same
    }

    private static func isSame(_ known: [UInt8], _ told: [UInt8]) -> Bool {
        var difference: UInt8 = known.count == told.count ? 0 : 1
        for (index, byte) in told.enumerated() {
            difference |= byte ^ (known.isEmpty ? 0 : known[index % known.count])
        }
        return difference == 0
    }

    /// Whether the value of a `Proxy-Authorization` field says them in the Basic scheme (RFC 7617).
    func areSaid(in value: String) -> Bool {
        let words = value.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, words[0].lowercased() == "basic", let bytes = Base64.decoded(String(words[1])),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
        else { return false }
        return equals(user: bytes[..<colon], password: bytes[(colon + 1)...])
    }
}
