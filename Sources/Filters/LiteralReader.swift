import JSONText
import WebSocketWire

/// Reads values as the kind of a field wants them.
struct LiteralReader {
    /// A value as it is written.
    struct Word {
        /// Its characters, for text in quotation marks those that it stands for.
        let bytes: [UInt8]
        let isQuoted: Bool
        let range: Range<Int>

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    let field: FieldReference

    /// The value that a word stands for.
    func read(_ word: Word) throws(FilterProblem) -> Literal {
        switch field.kind {
        case .number: .number(try number(word, suffixes: [:]))
        case .size: .number(try number(word, suffixes: Self.sizes))
        case .duration: .number(try number(word, suffixes: Self.times))
        case .moment: .number(try moment(word))
        case .flag: .flag(try flag(word))
        case .text: .bytes(word.bytes)
        case .bytes: .bytes(try bytes(word))
        case .address, .endpoint: .peer(try peer(word))
        case .side: .number(try name(word, ["client", "server"]))
        case .opcode: .number(try opcode(word))
        case .severity: .number(try name(word, Self.severities))
        case .doubt: .number(try name(word, Self.doubts))
        case .mask: .number(try mask(word))
        case .json: try json(word)
        }
    }

    static let severities = Severity.allCases.map(\.rawValue)
    static let doubts = Doubt(rawValue: .max).names

    private static let sizes: [String: Int128] = [
        "k": 1_000, "M": 1_000_000, "G": 1_000_000_000, "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30,
    ].mapValues { $0 * Decimal.one }
    private static let times: [String: Int128] = [
        "ns": 1, "us": 1_000, "ms": 1_000_000, "s": Decimal.one, "m": 60 * Decimal.one,
    ]

    private func refuse(_ word: Word, _ advice: String) -> FilterProblem {
        FilterProblem(word.range, "`\(field)` is \(field.kind.words)", advice)
    }

    private func number(_ word: Word, suffixes: [String: Int128]) throws(FilterProblem) -> Int128 {
        let text = word.text
        if word.isQuoted { throw refuse(word, "leave the quotation marks out") }
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            guard let value = UInt64(text.dropFirst(2), radix: 16), text.utf8.dropFirst(2).first != 0x2b else {
                throw refuse(word, "write hexadecimal digits behind `0x`, 16 at most")
            }
            return Int128(value) * Decimal.one
        }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
        let suffix = String(text.dropFirst(digits.count))
        guard let unit = suffix.isEmpty ? Decimal.one : suffixes[suffix] else {
            let known = suffixes.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { "`\($0.key)`" }
            let advice =
                known.isEmpty ? "write a number" : "write a number, and behind it perhaps one of \(known.listed)"
            throw refuse(word, advice)
        }
        do throws(Decimal.Problem) {
            return try Decimal.read(digits, unit: unit)
        } catch {
            switch error {
            case .malformed: throw refuse(word, "write a number such as 10 or 1.5")
            case .tooLarge: throw FilterProblem(word.range, "the number is too large", "write a smaller one")
            case .tooFine:
                throw FilterProblem(word.range, "the number is too fine", "write nine digits behind the point at most")
            }
        }
    }

    private func moment(_ word: Word) throws(FilterProblem) -> Int128 {
        if let moment = Moment(word.text) { return moment.nanoseconds }
        if !word.isQuoted, let seconds = try? number(word, suffixes: [:]) { return seconds }
        throw refuse(word, "write seconds since 1970, or \"2024-11-22 10:00:00\", which is UTC unless a zone follows")
    }

    private func flag(_ word: Word) throws(FilterProblem) -> Bool {
        switch word.text {
        case "true", "1": return true
        case "false", "0": return false
        default: throw refuse(word, "compare it with `true` or `false`, or name it alone")
        }
    }

    private func bytes(_ word: Word) throws(FilterProblem) -> [UInt8] {
        if word.isQuoted { return word.bytes }
        let isPrefixed = word.bytes.starts(with: "0x".utf8)
        let digits = isPrefixed ? word.bytes.dropFirst(2) : word.bytes[...]
        let groups = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let isSpaced = groups.count > 1 && groups.allSatisfy { $0.count == 2 }
        guard let bytes = Self.hex(groups.joined()), isSpaced || isPrefixed && groups.count == 1 else {
            throw refuse(word, "put text in quotation marks, or write bytes as `de:ad:be:ef` or `0xdeadbeef`")
        }
        return bytes
    }

    private static func hex(_ digits: some Sequence<UInt8>) -> [UInt8]? {
        let digits = Array(digits)
        guard digits.count.isMultiple(of: 2), !digits.isEmpty, digits.allSatisfy(QuotedText.isHexDigit) else {
            return nil
        }
        return stride(from: 0, to: digits.count, by: 2).compactMap { at in
            UInt8(String(decoding: digits[at...at + 1], as: UTF8.self), radix: 16)
        }
    }

    private func peer(_ word: Word) throws(FilterProblem) -> Peer {
        guard let peer = Peer(word.text) else {
            throw refuse(word, "write an address, or a network such as 10.0.0.0/8 or 2001:db8::/32")
        }
        if field.kind == .address, peer.port != nil {
            throw refuse(word, "leave the port out, and ask `port` besides")
        }
        return peer
    }

    private func name(_ word: Word, _ names: [String]) throws(FilterProblem) -> Int128 {
        guard let index = names.firstIndex(of: word.text) else {
            throw refuse(word, "write \(names.map { "`\($0)`" }.listed)")
        }
        return Int128(index) * Decimal.one
    }

    private func opcode(_ word: Word) throws(FilterProblem) -> Int128 {
        let named = (0..<16).map { Opcode(rawValue: $0) }.first { $0.description == word.text }
        if let named { return Int128(named.rawValue) * Decimal.one }
        let value = word.isQuoted ? nil : try? number(word, suffixes: [:])
        guard let value, (0..<16 * Decimal.one).contains(value), value.isMultiple(of: Decimal.one) else {
            throw refuse(word, "write text, binary, close, ping, pong, continuation, or 0x0 to 0xf")
        }
        return value
    }

    private func mask(_ word: Word) throws(FilterProblem) -> Int128 {
        let digits = word.text.hasPrefix("0x") ? word.bytes.dropFirst(2) : word.bytes[...]
        guard let bytes = Self.hex(digits.filter { $0 != UInt8(ascii: ":") }), bytes.count == 4 else {
            throw refuse(word, "write its eight hexadecimal digits, such as 37fa213d")
        }
        return bytes.reduce(0) { $0 << 8 | Int128($1) } * Decimal.one
    }

    private func json(_ word: Word) throws(FilterProblem) -> Literal {
        if word.isQuoted { return .bytes(word.bytes) }
        switch word.text {
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "null": return .null
        default: break
        }
        if let value = unsafe JSONNumber.double(word.bytes.span.bytes), value.isFinite { return .double(value) }
        if let value = try? number(word, suffixes: Self.sizes) { return .double(Double(value) / Double(Decimal.one)) }
        throw refuse(word, "write a number, true, false or null, or put text in quotation marks")
    }
}

extension [String] {
    /// `a, b or c`.
    var listed: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " or " + last
    }
}
