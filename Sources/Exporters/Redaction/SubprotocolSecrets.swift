import WebSocketWire

/// Secrets amongst the subprotocols of a handshake, where browsers put credentials for want of header fields: what follows
/// a name such as `access_token` in the list, what stands behind one in an element, such as
/// `base64url.bearer.authorization.k8s.io.`, JSON Web Tokens, and what looks random and is not agreed to. What is
/// replaced is the same in the offer and in the answer.
struct SubprotocolSecrets {
    private static let longestDomain = 4
    private static let shortestValue = 4
    private static let shortestRest = 8

    private let rules: RedactionRules
    /// Elements that are secrets as a whole.
    private var whole: Set<[UInt8]> = []

    /// The subprotocols that were offered, and those that were agreed to.
    init(offered: [String], agreed: [String], rules: RedactionRules) {
        self.rules = rules
        let agreed = Set(agreed.map { Array($0.utf8) })
        let offered = offered.map { Array($0.utf8) }
        for (name, value) in zip(offered, offered.dropFirst()) where rules.isSecret(field: name) {
            if !Self.isWord(value) || !rules.isSecret(field: value) { whole.insert(value) }
        }
        let random = offered.filter { element in
            !agreed.contains(element) && RandomWord.looks(element[...]) && secrets(in: element[...]).isEmpty
        }
        whole.formUnion(random)
    }

    /// Whether an element is written as a name is, rather than as a secret that happens to end as one.
    private static func isWord(_ element: [UInt8]) -> Bool {
        element.count { $0 &- 0x41 < 26 } <= 1 && !element.contains { $0 &- 0x30 < 10 }
    }

    /// The secrets in the value of a field.
    func find(in range: Range<Int>, of bytes: [UInt8]) -> [Secret] {
        bytes[range].split(separator: 0x2c).flatMap { part in
            var element = part.drop { $0 == 0x20 || $0 == 0x09 }
            while let last = element.last, last == 0x20 || last == 0x09 { element.removeLast() }
            return secrets(in: element)
        }
    }

    private func secrets(in element: ArraySlice<UInt8>) -> [Secret] {
        guard !element.isEmpty else { return [] }
        if whole.contains(Array(element)) { return [secret(element)] }
        var secrets = WebToken.places(in: element).map { Secret(range: $0, notation: .plain) }
        if let rest = behindName(element), rest.count >= Self.shortestValue { secrets.append(secret(rest)) }
        return Secret.merged(secrets)
    }

    private func secret(_ slice: ArraySlice<UInt8>) -> Secret {
        Secret(range: slice.startIndex..<slice.endIndex, notation: .plain)
    }

    /// What stands behind the names in an element that announce a secret, and the domain of who made them up.
    private func behindName(_ element: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var rest = element
        var isAnnounced = false
        while let end = rest.firstIndex(where: Self.isSeparator) {
            let word = rest[..<end]
            guard rules.isSecret(field: word) || !isAnnounced else { break }
            isAnnounced = isAnnounced || rules.isSecret(field: word)
            rest = rest[(end + 1)...]
        }
        if isAnnounced { return Self.behindDomain(rest) }
        return behindPrefix(element)
    }

    /// What stands behind `bearer-` and the like where it is long enough not to be a word.
    private func behindPrefix(_ element: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let end = element.firstIndex(where: { $0 == 0x2d || $0 == 0x5f }),
            ["bearer", "token", "authorization", "jwt", "apikey"].contains(RedactionRules.plain(element[..<end]))
        else { return nil }
        let rest = element[(end + 1)...]
        return rest.count >= Self.shortestRest ? rest : nil
    }

    private static func behindDomain(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var at = rest
        for _ in 0..<longestDomain {
            let end = at.firstIndex(of: 0x2e) ?? at.endIndex
            guard isLabel(at[..<end]) else { return rest }
            let label = String(decoding: at[..<end], as: UTF8.self)
            let isFirst = at.startIndex == rest.startIndex
            at = at[min(end + 1, at.endIndex)...]
            if !isFirst, topDomains.contains(label) { return at }
        }
        return rest
    }

    private static let topDomains: Set = ["io", "com", "net", "org", "dev", "app", "cloud", "ai", "local", "internal"]

    private static func isLabel(_ word: ArraySlice<UInt8>) -> Bool {
        !word.isEmpty && word.count <= 24
            && word.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2d }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2d, 0x5f: false
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x80...: false
        default: true
        }
    }
}
