import ByteStreams

/// Where a proxy listens.
package struct ListenAddress: Sendable, Hashable {
    /// A host name or an address without brackets.
    package let host: String
    /// The TCP port; 0 for any that is free.
    package let port: UInt16

    /// An address by its parts.
    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Whether only this machine reaches it.
    package var isLoopback: Bool {
        if host == "localhost" { return true }
        guard let address = IPAddress(text: host) else { return false }
        if address.isV6 {
            let isMapped = address.high == 0 && address.low >> 32 == 0xffff
            return address.high == 0 && address.low == 1 || isMapped && (address.low >> 24) & 0xff == 127
        }
        return address.low >> 24 == 127
    }
}

extension ListenAddress: CustomStringConvertible {
    /// `host:port`, an IPv6 address in brackets.
    package var description: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
