import ByteStreams
import JSONText

/// Finds the secrets in text that is JSON, by the names and the places of its values. What cannot be read as JSON, as text
/// that is cut, is searched for names and values that look like it (`JSONFragments`).
struct JSONSecrets {
    /// An object or array that is open.
    private struct Container {
        let isObject: Bool
        /// The name of the member in hand, in its plain form.
        var member: String?
        /// The place of the element in hand.
        var element = -1
    }

    private let rules: RedactionRules
    private var secrets: [Secret] = []
    private var containers: [Container] = []
    /// How many containers are open around the one that is a secret as a whole.
    private var secretDepth: Int?

    private init(_ rules: RedactionRules) {
        self.rules = rules
    }

    /// The secrets in a text, in the order of their places.
    static func find(in text: RawSpan, _ rules: RedactionRules) -> [Secret] {
        var start = beginning(of: text)
        var search = JSONSecrets(rules)
        while start < text.byteCount {
            search.containers.removeAll(keepingCapacity: true)
            search.secretDepth = nil
            let (end, isWhole) = search.read(text, from: start)
            guard isWhole, end > start else {
                if search.secretDepth != nil {
                    _ = JSONFragments.everything(in: text, from: end, depth: .max, into: &search.secrets)
                    return search.secrets
                }
                return search.secrets + JSONFragments(rules: rules).find(in: text, from: end)
            }
            start = end
        }
        return search.secrets
    }

    /// Where JSON begins: behind the number or the letter that Socket.IO and SockJS put before it.
    private static func beginning(of text: RawSpan) -> Int {
        var at = 0
        while at < min(text.byteCount, 32), text.byte(at: at) != 0x7b, text.byte(at: at) != 0x5b { at += 1 }
        let isBehindNumber = (0..<at).allSatisfy { text.byte(at: $0) &- 0x30 < 10 }
        let isBehindLetter = at == 1 && text.byte(at: 0) | 0x20 &- 0x61 < 26
        return at < text.byteCount && (isBehindNumber || isBehindLetter) ? at : 0
    }

    /// Reads one value; says up to where nothing more is to be looked for, and whether the value is whole.
    private mutating func read(_ text: RawSpan, from start: Int) -> (end: Int, isWhole: Bool) {
        let window = text.extracting(start..<text.byteCount)
        var reader = JSONReader()
        var safe = start
        while true {
            switch reader.next(window) {
            case .token(let token):
                if case .name(let range, _) = token {
                    // A value that turns out to be cut is looked for from its name on.
                    safe = start + range.lowerBound - 1
                } else {
                    safe = start + reader.offset
                }
                take(token, window, at: start)
            case .end: return (text.byteCount, true)
            case .cut: return (safe, false)
            case .invalid(let place):
                return reader.depth == 0 && reader.offset > 0 ? (start + place, true) : (safe, false)
            }
        }
    }

    private mutating func take(_ token: JSONReader.Token, _ text: RawSpan, at start: Int) {
        switch token {
        case .name(let range, let isEscaped):
            guard let index = containers.indices.last else { return }
            containers[index].member = Self.name(text.extracting(range), isEscaped: isEscaped)
        case .beginObject, .beginArray:
            beginValue()
            if secretDepth == nil, isSecret { secretDepth = containers.count }
            containers.append(Container(isObject: token == .beginObject))
        case .endObject, .endArray:
            if !containers.isEmpty { containers.removeLast() }
            if containers.count == secretDepth { secretDepth = nil }
        case .string(let range, let isEscaped):
            beginValue()
            let place = start + range.lowerBound..<start + range.upperBound
            if isSecret || isToken(text.extracting(range)) {
                if !range.isEmpty { secrets.append(Secret(range: place, notation: .json)) }
            } else if isEscaped {
                secrets += JSONFragments(rules: rules).find(in: text.extracting(range), from: 0).map {
                    Secret(range: $0.range.shifted(by: place.lowerBound), notation: $0.notation)
                }
            }
        case .number(let range):
            beginValue()
            guard isSecret else { return }
            secrets.append(Secret(range: range.shifted(by: start), notation: .number))
        case .bool, .null: beginValue()
        }
    }

    private mutating func beginValue() {
        guard let index = containers.indices.last, !containers[index].isObject else { return }
        containers[index].element += 1
    }

    /// Whether the value in hand is a secret.
    private var isSecret: Bool {
        if secretDepth != nil { return true }
        guard let container = containers.last else { return false }
        if container.isObject, let member = container.member, rules.isSecret(member: member) { return true }
        guard !rules.paths.isEmpty else { return false }
        return rules.isSecret(
            at: containers.map { $0.isObject ? .member($0.member ?? "") : .element($0.element) })
    }

    private func isToken(_ bytes: RawSpan) -> Bool {
        guard bytes.byteCount >= 16, bytes.byte(at: 0) == 0x65, bytes.byte(at: 1) == 0x79 else { return false }
        return WebToken.isWhole(bytes.copied[...])
    }

    /// A member's name in its plain form; nil where it is longer than any that is looked for.
    private static func name(_ bytes: RawSpan, isEscaped: Bool) -> String? {
        guard bytes.byteCount <= 6 * RedactionRules.longestName else { return nil }
        guard isEscaped else { return RedactionRules.plain(bytes.copied) }
        return RedactionRules.plain(JSONString.text(bytes).utf8)
    }
}

extension Range<Int> {
    func shifted(by offset: Int) -> Range { lowerBound + offset..<upperBound + offset }
}
