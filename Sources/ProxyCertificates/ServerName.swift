import Glibc

/// What a server is called in a certificate: a name, or an address.
package enum ServerName: Sendable, Hashable {
    /// A name of DNS, in lower case and without a last dot; the first label may be `*`.
    case host(String)
    /// The four or sixteen bytes of an address.
    case address([UInt8])

    /// Reads what is asked for: a name, an address of IPv4, or one of IPv6 with or without brackets; nil where it is
    /// neither.
    package init?(_ text: String) {
        if let address = Self.address(text) {
            self = .address(address)
        } else if let host = Self.host(Array(text.utf8)), !host.hasPrefix("*") {
            self = .host(host)
        } else {
            return nil
        }
    }

    /// Reads a name as it stands in a certificate.
    init?(certificateName bytes: some Collection<UInt8>) {
        guard bytes.count <= 254, let host = Self.host(Array(bytes)) else { return nil }
        self = .host(host)
    }

    /// Reads an address as it stands in a certificate.
    init?(certificateAddress bytes: some Collection<UInt8>) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self = .address(Array(bytes))
    }

    private static func address(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 64, !text.utf8.contains(0) else { return nil }
        var text = text[...]
        if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
        // A certificate knows no zones.
        if text.contains(":") { text = text.prefix { $0 != "%" } }
        for (family, size) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: size)
            if unsafe inet_pton(family, String(text), &bytes) == 1 { return bytes }
        }
        return nil
    }

    /// A name of labels of letters, digits, hyphens and underscores, in lower case (RFC 1034 section 3.1).
    private static func host(_ bytes: [UInt8]) -> String? {
        let bytes = bytes.last == UInt8(ascii: ".") ? bytes.dropLast() : bytes[...]
        guard (1...253).contains(bytes.count) else { return nil }
        var lower: [UInt8] = []
        var length = 0
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "."):
                guard length > 0 else { return nil }
                length = -1
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                break
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                lower.append(byte | 0x20)
            case UInt8(ascii: "*"):
                guard index == 0, bytes.dropFirst().first == UInt8(ascii: ".") else { return nil }
            default: return nil
            }
            if lower.count == index { lower.append(byte) }
            length += 1
            guard length <= 63 else { return nil }
        }
        return length > 0 ? String(decoding: lower, as: UTF8.self) : nil
    }
}

extension ServerName: CustomStringConvertible {
    /// The name, or the address in its usual form.
    package var description: String {
        switch self {
        case .host(let name): return name
        case .address(let bytes):
            var text = [UInt8](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            let isWritten = unsafe text.withUnsafeMutableBytes { memory in
                unsafe bytes.withUnsafeBytes { address in
                    unsafe inet_ntop(
                        bytes.count == 4 ? AF_INET : AF_INET6, address.baseAddress,
                        memory.baseAddress?.assumingMemoryBound(to: CChar.self), socklen_t(memory.count)) != nil
                }
            }
            return isWritten ? String(decoding: text.prefix { $0 != 0 }, as: UTF8.self) : ""
        }
    }
}
