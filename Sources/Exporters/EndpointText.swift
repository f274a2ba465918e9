import ByteStreams
import Glibc

/// Addresses and ends of connections read from text.
extension IPAddress {
    /// An address by its text, with or without the brackets of one of IPv6; nil where it is none.
    init?(text: String) {
        var text = text
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        guard text.utf8.count < 64, !text.utf8.contains(0) else { return nil }
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            self.init(v4: UInt32(bigEndian: four.s_addr))
            return
        }
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let halves = unsafe withUnsafeBytes(of: &six) { bytes in
            unsafe (
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        self.init(v6: halves.0, halves.1)
    }
}

extension Endpoint {
    /// An end by its text, such as `10.0.0.1:80` or `[2001:db8::2]:80`; nil where it is none.
    init?(text: String) {
        guard let colon = text.utf8.lastIndex(of: 0x3a), let port = UInt16(text[colon...].dropFirst()),
            let address = IPAddress(text: String(text[..<colon]))
        else { return nil }
        self.init(address: address, port: port)
    }
}
