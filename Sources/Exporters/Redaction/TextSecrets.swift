import ByteStreams

/// Finds the secrets in text of any kind that says what they are: what stands behind `Bearer` and `Basic`, the parameters
/// and users of addresses, JSON Web Tokens, and values behind names that mean a secret, as in `token=X&a=1`,
/// `passcode:X`, `{'token':'X'}` and `{token:"X"}`. A name in quotation marks is left to `JSONFragments`.
struct TextSecrets {
    /// The shortest text that may have a secret.
    static let shortest = 5
    private static let longestScheme = 32

    let rules: RedactionRules

    /// The secrets in a text, in the order of their places; none overlap.
    func find(in text: RawSpan) -> [Secret] {
        var secrets: [Secret] = []
        let isLogin = Self.isLogin(text)
        var at = 0
        while at < text.byteCount {
            var end: Int?
            switch text.byte(at: at) {
            case 0x20, 0x09: end = credentials(text, behind: at, &secrets)
            case 0x3a: end = address(text, at, &secrets) ?? value(text, at, isLogin, &secrets)
            case 0x3d: end = value(text, at, isLogin, &secrets)
            case 0x65: end = token(text, at, &secrets)
            default: break
            }
            at = max(at + 1, end ?? 0)
        }
        return secrets.count > 1 ? Secret.merged(secrets) : secrets
    }

    /// Takes the word behind `Bearer` or `Basic`, which end before a place; says where it ends. What asks for credentials
    /// (RFC 9110 section 11.6.1) has none.
    private func credentials(_ text: RawSpan, behind space: Int, _ secrets: inout [Secret]) -> Int? {
        guard Self.ends(text, at: space, "bearer") || Self.ends(text, at: space, "basic") else { return nil }
        let start = TextValue.skipBlanks(text, from: space)
        let end = TextValue.wordEnd(text, from: start)
        guard start < end, !text.extracting(start..<end).begins("realm=") else { return nil }
        TextValue.take(text, start..<end, .plain, into: &secrets)
        return end
    }

    /// Takes the secrets of the address whose `://` stands at a place; says where the address ends.
    private func address(_ text: RawSpan, _ colon: Int, _ secrets: inout [Secret]) -> Int? {
        guard text.extracting(colon..<text.byteCount).begins("://") else { return nil }
        var start = colon
        while start > 0, colon - start < Self.longestScheme, TextName.isOfScheme(text.byte(at: start - 1)) {
            start -= 1
        }
        guard start < colon else { return nil }
        let isQuoted = start > 0 && text.byte(at: start - 1) == 0x27
        var end = colon + 3
        while end < text.byteCount, !TextValue.endsAddress(text.byte(at: end), isQuoted: isQuoted) { end += 1 }
        let bytes = text.extracting(start..<end).copied
        secrets += AddressSecrets(rules: rules).find(in: 0..<bytes.count, of: bytes).map { $0.shifted(by: start) }
        return end
    }

    /// Takes the tokens in a word that has one at a place; says where the word ends.
    private func token(_ text: RawSpan, _ start: Int, _ secrets: inout [Secret]) -> Int? {
        guard text.extracting(start..<text.byteCount).begins("eyJ") else { return nil }
        guard start == 0 || !TextName.isOfName(text.byte(at: start - 1)) else { return nil }
        var end = start
        while end < text.byteCount, case let byte = text.byte(at: end), TextName.isOfName(byte) || byte == 0x2e {
            end += 1
        }
        let word = text.extracting(start..<end).copied
        secrets += WebToken.places(in: word[...]).map { Secret(range: $0, notation: .plain).shifted(by: start) }
        return end
    }

    /// Takes the value behind a colon or an equals sign where the name before it means a secret; says where it ends.
    private func value(_ text: RawSpan, _ sign: Int, _ isLogin: Bool, _ secrets: inout [Secret]) -> Int? {
        guard let name = TextName(text, before: sign) else { return nil }
        let plain = name.plain(in: text)
        guard rules.isSecret(fragment: plain) || isLogin && plain.elementsEqual("login".utf8) else { return nil }
        return TextValue(text, behind: sign, isAtLineStart: name.isAtLineStart).take(text, into: &secrets)
    }

    /// Whether a text is the frame of STOMP that tells who asks, the name of whom is as secret as in an address.
    private static func isLogin(_ text: RawSpan) -> Bool {
        for command in ["CONNECT", "STOMP"] as [StaticString] where text.begins(command) {
            let behind = command.utf8CodeUnitCount
            return behind < text.byteCount && (text.byte(at: behind) == 0x0a || text.byte(at: behind) == 0x0d)
        }
        return false
    }

    /// Whether a word, told in small letters, ends before a place.
    private static func ends(_ text: RawSpan, at end: Int, _ word: StaticString) -> Bool {
        let start = end - word.utf8CodeUnitCount
        guard start >= 0, text.extracting(start..<end).begins(word, ignoringCase: true) else { return false }
        return start == 0 || !TextName.isOfName(text.byte(at: start - 1))
    }
}

extension RawSpan {
    /// Whether the bytes begin with a word; where case is ignored, one of small letters.
    func begins(_ word: StaticString, ignoringCase: Bool = false) -> Bool {
        guard byteCount >= word.utf8CodeUnitCount else { return false }
        let mask: UInt8 = ignoringCase ? 0x20 : 0
        for index in 0..<word.utf8CodeUnitCount {
            guard unsafe byte(at: index) | mask == word.utf8Start[index] else { return false }
        }
        return true
    }
}
