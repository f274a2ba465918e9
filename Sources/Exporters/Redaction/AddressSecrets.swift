/// Secrets in addresses (RFC 3986): who asks, parameters by their names, and tokens.
struct AddressSecrets {
    let rules: RedactionRules

    /// The secrets of an address or a part of one, at these places of `bytes`.
    func find(in range: Range<Int>, of bytes: [UInt8]) -> [Secret] {
        let address = bytes[range]
        var secrets = user(of: address).map { Secret(range: $0, notation: .url) }
        let fragment = address.firstIndex(of: 0x23) ?? address.endIndex
        let query = address[..<fragment].firstIndex(of: 0x3f) ?? fragment
        for part in [query..<fragment, fragment..<address.endIndex] where !part.isEmpty {
            secrets += parameters(in: address[(part.lowerBound + 1)..<part.upperBound])
        }
        for place in WebToken.places(in: address) where !secrets.contains(where: { $0.range.overlaps(place) }) {
            secrets.append(Secret(range: place, notation: .url))
        }
        return secrets.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The user and the password before the host.
    private func user(of address: ArraySlice<UInt8>) -> [Range<Int>] {
        var start = address.startIndex
        while start + 3 <= address.endIndex, !address[start...].starts(with: "://".utf8) { start += 1 }
        guard start + 3 <= address.endIndex else { return [] }
        let authority = address[(start + 3)...].prefix { $0 != 0x2f && $0 != 0x3f && $0 != 0x23 }
        guard let end = authority.lastIndex(of: 0x40) else { return [] }
        let colon = authority[..<end].firstIndex(of: 0x3a) ?? end
        return [authority.startIndex..<colon, min(colon + 1, end)..<end].filter { !$0.isEmpty }
    }

    private func parameters(in query: ArraySlice<UInt8>) -> [Secret] {
        query.split(omittingEmptySubsequences: true) { $0 == 0x26 || $0 == 0x3b }.compactMap { parameter in
            guard let equals = parameter.firstIndex(of: 0x3d) else { return nil }
            let value = parameter[(equals + 1)...]
            guard !value.isEmpty, rules.isSecret(parameter: Self.decoded(parameter[..<equals])) else { return nil }
            return Secret(range: value.startIndex..<value.endIndex, notation: .url)
        }
    }

    /// A name without its percent signs, and without the brackets that some put around parts of it.
    private static func decoded(_ name: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = name.prefix(3 * RedactionRules.longestName)
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == 0x25, digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        guard let open = bytes.lastIndex(of: 0x5b), bytes.last == 0x5d else { return bytes }
        return Array(bytes[(open + 1)...].dropLast())
    }
}
