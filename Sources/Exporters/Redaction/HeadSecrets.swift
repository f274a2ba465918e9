/// Secrets in HTTP heads, but for those amongst subprotocols (`SubprotocolSecrets`).
struct HeadSecrets {
    let rules: RedactionRules

    /// Fields whose value is an address.
    private static let addresses: Set = [
        "host", ":path", ":authority", "referer", "origin", "location", "contentlocation", "secwebsocketlocation",
    ]

    /// The secrets in a field's value, but for the key of the handshake, which is another matter.
    func find(in range: Range<Int>, of bytes: [UInt8], field name: some Collection<UInt8>) -> [Secret] {
        let plain = RedactionRules.plain(name)
        let value = bytes[range]
        switch plain {
        case "authorization", "proxyauthorization": return Self.secrets([Self.behindFirstWord(value)])
        case "cookie": return Self.secrets(value.split { $0 == 0x3b }.map { Self.behindEquals($0) })
        case "setcookie", "setcookie2":
            return Self.secrets([Self.behindEquals(value.prefix { $0 != 0x3b })])
        case _ where Self.addresses.contains(plain): return AddressSecrets(rules: rules).find(in: range, of: bytes)
        case _ where rules.isSecret(field: name): return Self.secrets([value])
        default:
            return unsafe TextSecrets(rules: rules).find(in: bytes.span.bytes.extracting(range)).map {
                $0.shifted(by: range.lowerBound)
            }
        }
    }

    private static func secrets(_ slices: [ArraySlice<UInt8>]) -> [Secret] {
        slices.filter { !$0.isEmpty }.map { Secret(range: $0.startIndex..<$0.endIndex, notation: .plain) }
    }

    /// What stands behind the scheme, or everything where there is none.
    private static func behindFirstWord(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let space = value.firstIndex(where: { $0 == 0x20 || $0 == 0x09 }) else { return value }
        return value[space...].drop { $0 == 0x20 || $0 == 0x09 }
    }

    private static func behindEquals(_ pair: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let equals = pair.firstIndex(of: 0x3d) else { return pair.drop { $0 == 0x20 } }
        return pair[(equals + 1)...]
    }
}
