import ByteStreams

extension Endpoint {
    /// An end by its text, such as `10.0.0.1:80` or `[2001:db8::2]:80`; nil where it is none.
    init?(text: String) {
        guard let colon = text.utf8.lastIndex(of: 0x3a), let port = UInt16(text[colon...].dropFirst()),
            let address = IPAddress(bracketed: text[..<colon])
        else { return nil }
        self.init(address: address, port: port)
    }
}

extension IPAddress {
    /// An address by its text, with or without the brackets of one of IPv6; nil where it is none.
    init?(bracketed text: some StringProtocol) {
        let hasBrackets = text.hasPrefix("[") && text.hasSuffix("]")
        self.init(text: hasBrackets ? String(text.dropFirst().dropLast()) : String(text))
    }
}
