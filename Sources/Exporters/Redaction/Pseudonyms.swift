import WebSocketWire

/// Replaces secrets by others that look alike: as many bytes, and of each character the kind. What stands for a secret
/// depends on it and on a key alone (HMAC-SHA1, RFC 2104), so that the same secret is the same everywhere in a run.
package struct Pseudonyms: Sendable {
    /// How a secret is written, which decides what of it must stay.
    package enum Notation: Sendable, Hashable {
        /// As it is.
        case plain
        /// With percent signs before two hexadecimal digits (RFC 3986).
        case url
        /// Between the quotation marks of JSON, with backslashes (RFC 8259 section 7).
        case json
        /// A number of JSON, which keeps its sign, its point and its exponent.
        case number
    }

    private static let block = 64
    private static let mostTries: UInt64 = 8
    private let inner: [UInt8]
    private let outer: [UInt8]

    /// Pseudonyms by a key, which should be 32 random bytes.
    package init(key: [UInt8]) {
        let short = key.count > Self.block ? SHA1.hash(of: key) : key
        let padded = short + [UInt8](repeating: 0, count: Self.block - short.count)
        inner = padded.map { $0 ^ 0x36 }
        outer = padded.map { $0 ^ 0x5c }
    }

    /// The keyed hash of a secret: 20 bytes.
    func digest(of secret: [UInt8]) -> [UInt8] {
        SHA1.hash(of: outer + SHA1.hash(of: inner + secret))
    }

    /// Another Sec-WebSocket-Key, or another text that looks like one where it is none (RFC 6455 section 4.1).
    func handshakeKey(for key: [UInt8]) -> [UInt8] {
        guard Base64.decoded(String(decoding: key, as: UTF8.self))?.count == 16 else {
            return pseudonym(of: key, .plain)
        }
        return Array(Base64.encoded(Array(digest(of: key).prefix(16))).utf8)
    }

    /// What stands for a secret.
    package func pseudonym(of secret: [UInt8], _ notation: Notation) -> [UInt8] {
        let seed = digest(of: secret).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        for attempt in 0..<Self.mostTries {
            var disguise = Disguise(seed: seed &+ attempt)
            let changed = disguise.applied(to: secret, notation)
            if changed != secret { return changed }
        }
        return secret
    }
}

/// Characters for characters of the same kind, in an order that a number decides (SplitMix64).
private struct Disguise {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    private mutating func next(below limit: UInt64) -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return (mixed ^ (mixed >> 31)) % limit
    }

    private mutating func next(_ first: Unicode.Scalar, _ count: UInt64) -> UInt8 {
        UInt8(truncatingIfNeeded: UInt64(first.value) &+ next(below: count))
    }

    mutating func applied(to secret: [UInt8], _ notation: Pseudonyms.Notation) -> [UInt8] {
        if notation == .number { return number(secret) }
        var changed: [UInt8] = []
        changed.reserveCapacity(secret.count)
        while changed.count < secret.count {
            let at = changed.count
            if notation == .url, isEscape(secret, at) {
                changed += [0x25, 0x36, next("1", 9)]
            } else if notation == .json, secret[at] == 0x5c {
                escape(secret, at, &changed)
            } else {
                character(secret, at, &changed)
            }
        }
        return changed
    }

    private func isEscape(_ bytes: [UInt8], _ at: Int) -> Bool {
        bytes[at] == 0x25 && isHex(bytes, at + 1) && isHex(bytes, at + 2)
    }

    private func isHex(_ bytes: [UInt8], _ at: Int) -> Bool {
        at < bytes.count && (bytes[at] &- 0x30 < 10 || (bytes[at] | 0x20) &- 0x61 < 6)
    }

    /// Backslashes stay, and the character behind them; `\uXXXX` becomes the number of a letter.
    private mutating func escape(_ bytes: [UInt8], _ at: Int, _ changed: inout [UInt8]) {
        let behind = bytes[at...].firstIndex { $0 != 0x5c } ?? bytes.endIndex
        changed += bytes[at..<min(bytes.endIndex, behind + 1)]
        guard behind < bytes.endIndex, bytes[behind] == 0x75, (1...4).allSatisfy({ isHex(bytes, behind + $0) })
        else { return }
        changed += [0x30, 0x30, 0x36, next("1", 9)]
    }

    private mutating func character(_ bytes: [UInt8], _ at: Int, _ changed: inout [UInt8]) {
        switch bytes[at] {
        case 0x30...0x39: changed.append(next("0", 10))
        case 0x41...0x5a: changed.append(next("A", 26))
        case 0x61...0x7a: changed.append(next("a", 26))
        case 0x80...: foreign(bytes, at, &changed)
        default: changed.append(bytes[at])
        }
    }

    /// A character of two, three or four bytes becomes a letter, an ideograph or a symbol of as many; what is no UTF-8
    /// becomes letters.
    private mutating func foreign(_ bytes: [UInt8], _ at: Int, _ changed: inout [UInt8]) {
        let length = bytes[at] >= 0xf0 ? 4 : bytes[at] >= 0xe0 ? 3 : bytes[at] >= 0xc2 ? 2 : 1
        let slice = bytes[at..<min(bytes.count, at + length)]
        guard slice.count == length, length > 1, String(validating: slice, as: UTF8.self) != nil else {
            changed.append(next("a", 26))
            return
        }
        let value: UInt64 =
            switch length {
            case 2: 0x100 &+ next(below: 0x80)
            case 3: 0x4e00 &+ next(below: 0x5000)
            default: 0x1_f300 &+ next(below: 0x200)
            }
        if let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: value)) {
            changed += Array(String(scalar).utf8)
        }
    }

    /// The digits before the exponent become others; one that leads is no zero unless it was.
    private mutating func number(_ bytes: [UInt8]) -> [UInt8] {
        var changed = bytes
        var isFirst = true
        for index in changed.indices {
            if changed[index] | 0x20 == 0x65 { break }
            guard changed[index] &- 0x30 < 10 else { continue }
            if !isFirst {
                changed[index] = next("0", 10)
            } else if changed[index] != 0x30 {
                changed[index] = next("1", 9)
            }
            isFirst = false
        }
        return changed
    }
}
