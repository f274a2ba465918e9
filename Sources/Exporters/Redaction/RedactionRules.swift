import ByteStreams

/// Which values are secrets, by their names.
package struct RedactionRules: Sendable, Hashable {
    /// A part of a path into JSON.
    enum Step: Sendable, Hashable {
        /// The member of this name; nil for any.
        case member(String?)
        /// The element at this place; nil for any.
        case element(Int?)

        fileprivate var isElement: Bool {
            if case .element = self { true } else { false }
        }
    }

    /// The usual rules.
    package static let usual = RedactionRules(names: nil, paths: [])

    /// The longest name that is looked at.
    static let longestName = 64

    /// Names that were given, in their plain form; nil where the usual ones hold.
    private let own: Set<[UInt8]>?
    /// The last names of the paths.
    private let lastNames: Set<[UInt8]>
    let paths: [[Step]]

    private init(names: [String]?, paths: [[Step]]) {
        own = names.map { Set($0.map { Self.plainBytes($0.utf8) }) }
        lastNames = Set(
            paths.compactMap { path in
                guard case .member(let name?) = path.last(where: { $0 != .member(nil) && !$0.isElement }) else {
                    return nil
                }
                return Array(name.utf8)
            })
        self.paths = paths
    }

    /// Rules by names, each of which means a secret wherever it stands, and paths into JSON such as `user.token` and
    /// `items[0].key`, which hold wherever their first part stands; `*` and `[*]` stand for any part. Where nothing is
    /// given, the usual names hold. Capitals, `-` and `_` make no difference.
    package init(_ words: [String]) throws(RedactionRuleError) {
        var names: [String] = []
        var paths: [[Step]] = []
        for word in words {
            let steps = try Self.steps(of: word)
            if steps.count == 1, case .member(let name?) = steps[0] {
                names.append(name)
            } else {
                paths.append(steps)
            }
        }
        self.init(names: words.isEmpty ? nil : names, paths: paths)
    }

    private static func steps(of word: String) throws(RedactionRuleError) -> [Step] {
        let path = word.hasPrefix("$.") ? word.dropFirst(2) : word[...]
        var steps: [Step] = []
        for part in path.split(separator: ".", omittingEmptySubsequences: false) {
            var rest = part
            let name = rest.prefix { $0 != "[" }
            rest = rest.dropFirst(name.count)
            if !name.isEmpty { steps.append(.member(name == "*" ? nil : plain(name.utf8))) }
            guard !name.isEmpty || !rest.isEmpty else {
                throw RedactionRuleError(word: word, problem: "a part of it is empty")
            }
            while !rest.isEmpty {
                guard rest.first == "[", let end = rest.firstIndex(of: "]") else {
                    throw RedactionRuleError(word: word, problem: "a bracket is not closed")
                }
                let place = rest[rest.index(after: rest.startIndex)..<end]
                guard place == "*" || Int(place).map({ $0 >= 0 }) == true else {
                    throw RedactionRuleError(word: word, problem: "[\(place)] is neither a place from 0 nor [*]")
                }
                steps.append(.element(Int(place)))
                rest = rest[rest.index(after: end)...]
            }
        }
        guard steps.contains(where: { $0 != .member(nil) && $0 != .element(nil) }) else {
            throw RedactionRuleError(word: word, problem: "it holds everywhere")
        }
        return steps
    }

    /// A name without capitals, `-` and `_`.
    static func plain(_ name: some Sequence<UInt8>) -> String { String(decoding: plainBytes(name), as: UTF8.self) }

    static func plainBytes(_ name: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in name where byte != 0x2d && byte != 0x5f { bytes.append(lowered(byte)) }
        return bytes
    }

    static func plainBytes(_ name: RawSpan) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in 0..<name.byteCount {
            let byte = name.byte(at: index)
            if byte != 0x2d && byte != 0x5f { bytes.append(lowered(byte)) }
        }
        return bytes
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// Whether a member of this name, in its plain form, is a secret wherever it stands.
    func isSecret(member name: [UInt8]) -> Bool { own?.contains(name) ?? SecretNames.hold(name) }

    /// Whether a member of this name, in its plain form, may be a secret, where it is not known what stands around it.
    func isSecret(fragment name: [UInt8]) -> Bool { isSecret(member: name) || lastNames.contains(name) }

    /// Whether a header field of this name, or a subprotocol, is or announces a secret. The usual names always hold.
    func isSecret(field name: some Collection<UInt8>) -> Bool {
        guard name.count <= Self.longestName else { return false }
        let plain = Self.plainBytes(name)
        return SecretNames.hold(plain) || own?.contains(plain) == true
    }

    /// Whether a parameter of an address of this name is a secret. The usual names always hold.
    func isSecret(parameter name: some Collection<UInt8>) -> Bool {
        guard name.count <= Self.longestName else { return false }
        return isSecret(field: name) || SecretNames.holdInAddresses(Self.plainBytes(name))
    }

    /// Whether a place in JSON, told from the outermost in, is one of the paths.
    func isSecret(at place: [Step]) -> Bool {
        paths.contains { path in Self.ends(place[...], with: path[...]) }
    }

    private static func ends(_ place: ArraySlice<Step>, with path: ArraySlice<Step>) -> Bool {
        var (place, path) = (place, path)
        while let wanted = path.last {
            guard let step = place.popLast() else { return false }
            switch (wanted, step) {
            case (.member(let name), .member(let other)): guard name == nil || name == other else { return false }
            case (.element(let index), .element(let other)): guard index == nil || index == other else { return false }
            // Elements between members need not be named.
            case (.member, .element): continue
            case (.element, .member): return false
            }
            path.removeLast()
        }
        return true
    }
}

/// A word that says nothing about secrets.
package struct RedactionRuleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The word as it was given.
    package let word: String
    /// What is wrong with it.
    package let problem: String

    /// `'a..b': a part of it is empty; …`, to stand behind the option's name.
    package var description: String {
        "'\(word)': \(problem); give a name such as password, or a path such as user.token or items[0].key"
    }
}
