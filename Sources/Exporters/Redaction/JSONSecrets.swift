import ByteStreams
import JSONText

/// Finds the secrets in text that is JSON, by the names and the places of its values. Strings that are no secrets are
/// searched in turn. What cannot be read as JSON, as text that is cut or something else, is searched for names and values
/// that look like it (`JSONFragments`) and for what says what it is (`TextSecrets`).
struct JSONSecrets {
    /// An object or array that is open.
    private struct Container {
        let isObject: Bool
        /// The name of the member in hand, in its plain form, where paths need it.
        var member: String?
        /// Whether the member in hand is a secret by its name.
        var isSecret = false
        /// The place of the element in hand.
        var element = -1
    }

    /// What may stand before the JSON of a text, at most.
    private static let longestPreface = 16_384
    /// Texts in strings inside each other, at most, whose escapes are read.
    private static let deepest = 4

    private let rules: RedactionRules
    private let depth: Int
    private var secrets: [Secret] = []
    private var containers: [Container] = []
    /// How many containers are open around the one that is a secret as a whole.
    private var secretDepth: Int?

    private init(_ rules: RedactionRules, _ depth: Int) {
        self.rules = rules
        self.depth = depth
    }

    /// The secrets in a text, in the order of their places.
    static func find(in text: RawSpan, _ rules: RedactionRules) -> [Secret] {
        find(in: text, rules, depth: 0)
    }

    private static func find(in text: RawSpan, _ rules: RedactionRules, depth: Int) -> [Secret] {
        var start = beginning(of: text)
        var search = JSONSecrets(rules, depth)
        search.secrets = loose(text, 0..<start, rules)
        while start < text.byteCount {
            search.containers.removeAll(keepingCapacity: true)
            search.secretDepth = nil
            let (end, isWhole) = search.read(text, from: start)
            guard isWhole, end > start else {
                if search.secretDepth != nil {
                    _ = JSONFragments.everything(
                        in: text, from: end, depth: JSONFragments.endless, into: &search.secrets)
                    return search.secrets
                }
                return search.secrets + loose(text, end..<text.byteCount, rules)
            }
            start = end
        }
        return search.secrets
    }

    /// The secrets in a part of a text that is not JSON, or not all of it.
    private static func loose(_ text: RawSpan, _ range: Range<Int>, _ rules: RedactionRules) -> [Secret] {
        guard !range.isEmpty else { return [] }
        let part = text.extracting(range)
        let secrets = JSONFragments(rules: rules).find(in: part) + TextSecrets(rules: rules).find(in: part)
        return Secret.merged(secrets).map { $0.shifted(by: range.lowerBound) }
    }

    /// Where JSON may begin: at the first bracket, as the number of Socket.IO, the letter of SockJS and the headers of
    /// STOMP stand before it; at the start where that is a string; at the end where nothing is like JSON.
    private static func beginning(of text: RawSpan) -> Int {
        var last: UInt8 = 0
        for at in 0..<min(text.byteCount, longestPreface) {
            switch text.byte(at: at) {
            case 0x20, 0x09, 0x0a, 0x0d: continue
            case 0x22 where last == 0: return 0
            case 0x7b, 0x5b:
                // Behind a colon or an equals sign stands the value of a name.
                return last == 0x3a || last == 0x3d ? text.byteCount : at
            default: last = text.byte(at: at)
            }
        }
        return text.byteCount
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
            name(text.extracting(range), isEscaped: isEscaped)
        case .beginObject, .beginArray:
            beginValue()
            if secretDepth == nil, isSecret { secretDepth = containers.count }
            containers.append(Container(isObject: token == .beginObject))
        case .endObject, .endArray:
            if !containers.isEmpty { containers.removeLast() }
            if containers.count == secretDepth { secretDepth = nil }
        case .string(let range, let isEscaped):
            beginValue()
            if !isSecret {
                inside(text.extracting(range), at: start + range.lowerBound, isEscaped: isEscaped)
            } else if !range.isEmpty {
                secrets.append(Secret(range: range.shifted(by: start), notation: .json))
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

    /// Takes the secrets in a string that is none as a whole.
    private mutating func inside(_ string: RawSpan, at start: Int, isEscaped: Bool) {
        guard string.byteCount >= TextSecrets.shortest else { return }
        guard isEscaped else {
            secrets += TextSecrets(rules: rules).find(in: string).map { $0.shifted(by: start) }
            return
        }
        guard depth < Self.deepest else {
            secrets += Self.loose(string, 0..<string.byteCount, rules).map { $0.shifted(by: start) }
            return
        }
        var said: [UInt8] = []
        JSONString.append(string, to: &said)
        let found = Self.find(in: unsafe said.span.bytes, rules, depth: depth + 1)
        guard !found.isEmpty else { return }
        secrets += EscapedPlaces.written(Secret.merged(found), in: string).map { $0.shifted(by: start) }
    }

    /// Whether the value in hand is a secret.
    private var isSecret: Bool {
        if secretDepth != nil { return true }
        guard let container = containers.last else { return false }
        if container.isObject, container.isSecret { return true }
        guard !rules.paths.isEmpty else { return false }
        return rules.isSecret(
            at: containers.map { $0.isObject ? .member($0.member ?? "") : .element($0.element) })
    }

    /// Takes a member's name. One that is longer than any that is looked for is none.
    private mutating func name(_ bytes: RawSpan, isEscaped: Bool) {
        guard let index = containers.indices.last else { return }
        containers[index].isSecret = false
        containers[index].member = nil
        guard bytes.byteCount <= 6 * RedactionRules.longestName else { return }
        var name = RedactionRules.plainBytes(bytes)
        if isEscaped { name = RedactionRules.plainBytes(JSONString.text(bytes).utf8) }
        containers[index].isSecret = rules.isSecret(member: name)
        if !rules.paths.isEmpty { containers[index].member = String(decoding: name, as: UTF8.self) }
    }
}

extension Range<Int> {
    /// The range so many places later.
    func shifted(by offset: Int) -> Range { lowerBound + offset..<upperBound + offset }
}
