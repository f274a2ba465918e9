/// Secrets in addresses (RFC 3986): who asks, parameters by their names, and tokens.
struct AddressSecrets {
    let rules: RedactionRules

    /// The secrets of an address or a part of one, at these places of `bytes`.
    func find(in range: Range<Int>, of bytes: [UInt8]) -> [Secret] {
        let address = bytes[range]
        let users = users(of: address)
        var secrets = users.map { Secret(range: $0, notation: .url) }
        let fragment = address.firstIndex(of: 0x23) ?? address.endIndex
        let query = address[..<fragment].firstIndex(of: 0x3f) ?? fragment
        for part in [query..<fragment, fragment..<address.endIndex] where !part.isEmpty {
            secrets += parameters(in: address[(part.lowerBound + 1)..<part.upperBound])
        }
        secrets += WebToken.places(in: address).map { Secret(range: $0, notation: .url) }
        return Secret.merged(secrets)
    }

    /// The users and the passwords before hosts.
    private func users(of address: ArraySlice<UInt8>) -> [Range<Int>] {
        var users: [Range<Int>] = []
        var start = address.startIndex
        while start + 3 <= address.endIndex {
            guard address[start] == 0x3a, address[start...].starts(with: "://".utf8) else {
                start += 1
                continue
            }
            let authority = address[(start + 3)...].prefix { $0 != 0x2f && $0 != 0x3f && $0 != 0x23 }
            start += 3
            guard let end = authority.lastIndex(of: 0x40) else { continue }
            let colon = authority[..<end].firstIndex(of: 0x3a) ?? end
            users += [authority.startIndex..<colon, min(colon + 1, end)..<end].filter { !$0.isEmpty }
            start = end
        }
        return users
    }

    private func parameters(in query: ArraySlice<UInt8>) -> [Secret] {
        query.split(omittingEmptySubsequences: true) { $0 == 0x26 || $0 == 0x3b }.compactMap { parameter($0) }
    }

    /// The secret in a parameter, which may be that of an address that is its value.
    private func parameter(_ parameter: ArraySlice<UInt8>) -> Secret? {
        var rest = parameter
        while let equals = rest.firstIndex(of: 0x3d) {
            let value = rest[(equals + 1)...]
            if rules.isSecret(parameter: Self.decoded(rest[..<equals])) {
                return value.isEmpty ? nil : Secret(range: value.startIndex..<value.endIndex, notation: .url)
            }
            guard let question = value.firstIndex(where: { $0 == 0x3f || $0 == 0x23 }) else { return nil }
            rest = value[(question + 1)...]
        }
        return nil
    }

    /// A name without its percent signs, and without the brackets that some put around parts of it.
    static func decoded(_ name: ArraySlice<UInt8>) -> [UInt8] {
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
