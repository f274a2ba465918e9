/// A secret among bytes.
struct Secret: Hashable {
    /// Where it stands.
    let range: Range<Int>
    /// How it is written.
    let notation: Pseudonyms.Notation

    /// Secrets in the order of their places, those that overlap made one.
    static func merged(_ secrets: [Secret]) -> [Secret] {
        var merged: [Secret] = []
        for secret in secrets.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard let last = merged.last, last.range.overlaps(secret.range) else {
                merged.append(secret)
                continue
            }
            let end = max(last.range.upperBound, secret.range.upperBound)
            // Of two notations, that of JSON keeps what either needs.
            let notation = last.notation == secret.notation ? last.notation : .json
            merged[merged.count - 1] = Secret(range: last.range.lowerBound..<end, notation: notation)
        }
        return merged
    }

    /// A secret so many bytes later.
    func shifted(by offset: Int) -> Secret {
        Secret(range: range.lowerBound + offset..<range.upperBound + offset, notation: notation)
    }

    /// Bytes in which secrets, none of which overlap, are replaced.
    static func replaced(_ secrets: [Secret], in bytes: [UInt8], by pseudonyms: Pseudonyms) -> [UInt8] {
        var changed = bytes
        for secret in secrets {
            let pseudonym = pseudonyms.pseudonym(of: Array(bytes[secret.range]), secret.notation)
            guard pseudonym.count == secret.range.count else { continue }
            for (index, byte) in zip(secret.range, pseudonym) { changed[index] = byte }
        }
        return changed
    }
}

/// JSON Web Tokens (RFC 7519), which tell by their beginning what they are.
enum WebToken {
    /// Whether bytes are a token as a whole.
    static func isWhole(_ bytes: ArraySlice<UInt8>) -> Bool {
        places(in: bytes).first == bytes.startIndex..<bytes.endIndex
    }

    /// Where tokens stand among bytes: three parts of base64url with points between them, the first of which begins an
    /// object.
    static func places(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
        var places: [Range<Int>] = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            guard isWord(bytes[at]) else {
                at += 1
                continue
            }
            let end = bytes[at...].firstIndex { !isWord($0) } ?? bytes.endIndex
            var start = at
            // Other words may stand before the token, with points between.
            while start < end, !isToken(bytes[start..<end]) {
                start = bytes[start..<end].firstIndex(of: 0x2e).map { $0 + 1 } ?? end
            }
            if start < end { places.append(start..<end) }
            at = end
        }
        return places
    }

    private static func isToken(_ word: ArraySlice<UInt8>) -> Bool {
        word.count >= 16 && word.starts(with: "eyJ".utf8) && word.count { $0 == 0x2e } >= 2
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2d || byte == 0x5f || byte == 0x2e
    }
}
