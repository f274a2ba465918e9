/// Reads the statements of a text in TOML one after the other.
struct TOMLReader {
    /// What a line says.
    enum Statement {
        case nothing
        case table([String])
        /// A key, its value, and where the value stands.
        case entry([String], TOMLValue, Range<Int>)
    }

    private let bytes: [UInt8]
    /// The byte that comes next.
    private(set) var place: Int
    /// The line of it, from 1.
    private(set) var line: Int

    /// How deep lists may lie in each other.
    private static let deepest = 16

    /// The statements from a place on.
    init(_ bytes: [UInt8], from place: Int = 0, line: Int = 1) {
        self.bytes = bytes
        self.place = place
        self.line = line
        if place == 0, bytes.starts(with: [0xef, 0xbb, 0xbf]) { self.place = 3 }
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { place >= bytes.count }

    private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func problem(_ words: String) -> TOMLText.Problem { TOMLText.Problem(line: line, words: words) }

    /// The next statement, with the end of its line.
    mutating func statement() throws(TOMLText.Problem) -> Statement {
        skipBlanks()
        var statement = Statement.nothing
        if byte == UInt8(ascii: "[") {
            statement = .table(try head())
        } else if !isAtLineEnd {
            let key = try self.key()
            skipBlanks()
            guard take("=") else {
                throw problem("“=” is missing behind “\(key.joined(separator: "."))”: write key = value")
            }
            skipBlanks()
            let start = place
            let value = try self.value(depth: 0)
            statement = .entry(key, value, start..<place)
        }
        skipBlanks()
        guard isAtLineEnd else {
            throw problem("something stands behind the end: put it on a line of its own, or behind #")
        }
        skipLine()
        return statement
    }

    /// Goes to the line behind the one that begins at a place.
    mutating func goOn(behind start: Int, line: Int) {
        (place, self.line) = (start, line)
        skipLine()
    }

    /// The key of a line whose value cannot be read, and where that stands.
    consuming func unreadable() -> (key: [String], place: Range<Int>)? {
        skipBlanks()
        guard byte != UInt8(ascii: "["), let key = try? self.key() else { return nil }
        skipBlanks()
        guard take("=") else { return nil }
        skipBlanks()
        var end = place
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
        return (key, place..<end)
    }

    private var isAtLineEnd: Bool {
        guard let byte else { return true }
        return byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "#")
    }

    private mutating func skipBlanks() {
        while let byte, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { place += 1 }
    }

    private mutating func skipLine() {
        while let byte, byte != UInt8(ascii: "\n") { place += 1 }
        guard !isAtEnd else { return }
        place += 1
        line += 1
    }

    /// Goes behind blanks, comments and line ends, as they may stand in a list.
    private mutating func skipSpace() {
        while let byte {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): place += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "#"): skipLine()
            default: return
            }
        }
    }

    private mutating func take(_ text: StaticString) -> Bool {
        let wanted = "\(text)".utf8
        guard bytes[min(place, bytes.count)...].starts(with: wanted) else { return false }
        place += wanted.count
        return true
    }

    private mutating func head() throws(TOMLText.Problem) -> [String] {
        let isList = take("[[")
        if !isList { place += 1 }
        skipBlanks()
        let key = try self.key()
        skipBlanks()
        guard isList ? take("]]") : take("]") else { throw problem("“]” is missing behind the table's name") }
        return isList ? key + ["[]"] : key
    }

    private mutating func key() throws(TOMLText.Problem) -> [String] {
        var parts: [String] = []
        repeat {
            skipBlanks()
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                parts.append(try string())
            } else {
                let start = place
                while let byte, Self.isBare(byte) { place += 1 }
                guard place > start else { throw problem("a key is expected: write key = value, or put # in front") }
                parts.append(String(decoding: bytes[start..<place], as: UTF8.self))
            }
            skipBlanks()
        } while take(".")
        return parts
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private mutating func value(depth: Int) throws(TOMLText.Problem) -> TOMLValue {
        guard let byte, !isAtLineEnd else {
            throw problem("a value is missing: write text in “\"”, a number, true or false")
        }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            for mark in [Array("\"\"\"".utf8), Array("'''".utf8)] where bytes[place...].starts(with: mark) {
                return try longText(mark)
            }
            return .string(try string())
        case UInt8(ascii: "["): return try list(depth)
        case UInt8(ascii: "{"): return inlineTable()
        default: return try word()
        }
    }

    /// Text over several lines, which means nothing here.
    private mutating func longText(_ mark: [UInt8]) throws(TOMLText.Problem) -> TOMLValue {
        let start = line
        place += mark.count
        while !isAtEnd, !bytes[place...].starts(with: mark) {
            if bytes[place] == UInt8(ascii: "\n") { line += 1 }
            place += bytes[place] == UInt8(ascii: "\\") && mark[0] == UInt8(ascii: "\"") ? 2 : 1
        }
        guard !isAtEnd else {
            throw TOMLText.Problem(line: start, words: "text in three marks is not closed: put them at its end, too")
        }
        place += mark.count
        return .other
    }

    private mutating func list(_ depth: Int) throws(TOMLText.Problem) -> TOMLValue {
        let start = line
        guard depth < Self.deepest else { throw problem("lists lie too deep in each other") }
        place += 1
        var strings: [String] = []
        var isStrings = true
        while true {
            skipSpace()
            if take("]") { return isStrings ? .strings(strings) : .other }
            guard !isAtEnd else {
                throw TOMLText.Problem(line: start, words: "the list is not closed: put ] at its end")
            }
            if case .string(let string) = try value(depth: depth + 1) {
                strings.append(string)
            } else {
                isStrings = false
            }
            skipSpace()
            if !isAtEnd, !take(","), byte != UInt8(ascii: "]") {
                throw problem("“,” or “]” is expected behind a value of a list")
            }
        }
    }

    /// A table in one line, which means nothing here.
    private mutating func inlineTable() -> TOMLValue {
        while let byte, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { place += 1 }
        return .other
    }

    private mutating func word() throws(TOMLText.Problem) -> TOMLValue {
        let start = place
        while let byte,
            Self.isBare(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "+")
        {
            place += 1
        }
        let word = String(decoding: bytes[start..<place], as: UTF8.self)
        if word == "true" || word == "false" { return .boolean(word == "true") }
        if let first = word.unicodeScalars.first, "0123456789+-".unicodeScalars.contains(first) {
            return Int(word.filter { $0 != "_" }).map { .integer($0) } ?? .other
        }
        if word == "inf" || word == "nan" { return .other }
        throw problem(word.isEmpty ? "this is no value: write text in “\"”" : "text stands in “\"”: write \"\(word)\"")
    }

    private mutating func string() throws(TOMLText.Problem) -> String {
        let mark = bytes[place]
        place += 1
        var text: [UInt8] = []
        while let byte, byte != UInt8(ascii: "\n") {
            place += 1
            if byte == mark { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\"), mark == UInt8(ascii: "\"") {
                text += try escape()
            } else {
                text.append(byte)
            }
        }
        throw problem("the text is not closed: put \(mark == UInt8(ascii: "'") ? "'" : "\"") at its end")
    }

    private mutating func escape() throws(TOMLText.Problem) -> [UInt8] {
        guard let byte else { throw problem("the text is not closed: put \" at its end") }
        place += 1
        switch byte {
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "e"): return [0x1b]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [byte]
        case UInt8(ascii: "u"): return try character(4)
        case UInt8(ascii: "U"): return try character(8)
        default: throw problem("this escape is unknown: write \\\\ for a backslash, or put the text in '…'")
        }
    }

    private mutating func character(_ digits: Int) throws(TOMLText.Problem) -> [UInt8] {
        let end = min(place + digits, bytes.count)
        guard end - place == digits,
            let number = UInt32(String(decoding: bytes[place..<end], as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(number)
        else { throw problem("\\u takes four hexadecimal digits of a character, \\U eight") }
        place = end
        return Array(String(Character(scalar)).utf8)
    }
}
