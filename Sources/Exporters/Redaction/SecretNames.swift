/// Names that mean a secret where nothing else is said: of header fields, of parameters, of members of JSON, and in other
/// text. Names are in their plain form, without capitals, `-` and `_`, as `RedactionRules.plain` gives it.
enum SecretNames {
    /// Whole names.
    static let whole = [
        "auth", "xauth", "bearer", "xbearer", "pass", "xpass", "pwd", "sig", "session", "xsession", "sid", "otp",
        "totp",
        "csrf", "xsrf", "ticket",
    ]

    /// Endings of names, such as that of `X-Session-Token`, and names as they are.
    static let endings = [
        "token", "secret", "password", "passwd", "passphrase", "passcode", "apikey", "accesskey", "accesskeyid",
        "secretkey", "privatekey", "subscriptionkey", "authkey", "signingkey", "encryptionkey", "cookie", "signature",
        "sessid", "sessionid", "credential", "credentials", "authorization", "jwt",
    ]

    /// Whole names that mean a secret in addresses alone. Elsewhere they are those of harmless things: a Close code, the
    /// key of an entry in a table, a number used once.
    static let inAddresses = ["key", "code", "nonce"]

    /// Whether this is such a name.
    static func hold(_ name: [UInt8]) -> Bool {
        guard let last = name.last, last &- 0x61 < 26 else { return false }
        let bucket = byLastLetter[Int(last &- 0x61)]
        return bucket.whole.contains { $0 == name }
            || bucket.endings.contains { name.count >= $0.count && name[(name.count - $0.count)...].elementsEqual($0) }
    }

    /// Whether this is the name of a parameter that means a secret in addresses alone.
    static func holdInAddresses(_ name: [UInt8]) -> Bool { inAddresses.contains { $0.utf8.elementsEqual(name) } }

    private static let byLastLetter: [(whole: [[UInt8]], endings: [[UInt8]])] = (UInt8(0x61)..<0x7b).map { letter in
        let isLast: (String) -> Bool = { $0.utf8.last == letter }
        return (whole.filter(isLast).map { Array($0.utf8) }, endings.filter(isLast).map { Array($0.utf8) })
    }
}
