/// What is wrong with an expression, and where.
struct FilterProblem: Error {
    /// The spot in bytes of the expression.
    let range: Range<Int>
    let problem: String
    let advice: String

    init(_ range: Range<Int>, _ problem: String, _ advice: String) {
        self.range = range
        self.problem = problem
        self.advice = advice
    }
}

/// A place in an expression, and the words that follow it.
struct FilterCursor {
    /// A text in quotation marks, with its escapes.
    struct Quoted {
        /// What stands between the marks; its indices are places in the expression.
        let content: ArraySlice<UInt8>
        /// Both marks included.
        let range: Range<Int>
    }

    let bytes: [UInt8]
    private(set) var offset = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The next byte; nil at the end.
    var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// Passes over white space.
    mutating func skipSpace() {
        while let byte, byte == 0x20 || byte &- 0x09 < 5 { offset += 1 }
    }

    /// Whether a text follows.
    func hasNext(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - offset >= count else { return false }
        return (0..<count).allSatisfy { unsafe bytes[offset + $0] == text.utf8Start[$0] }
    }

    /// Passes over a text, if it follows.
    mutating func take(_ text: StaticString) -> Bool {
        guard hasNext(text) else { return false }
        offset += text.utf8CodeUnitCount
        return true
    }

    /// Passes over bytes.
    mutating func takeWhile(_ isWanted: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = offset
        while let byte, isWanted(byte) { offset += 1 }
        return bytes[start..<offset]
    }

    /// Passes over text in quotation marks, which begin here.
    mutating func quoted() throws(FilterProblem) -> Quoted {
        let start = offset
        offset += 1
        while let byte {
            if byte == UInt8(ascii: "\"") {
                offset += 1
                return Quoted(content: bytes[start + 1..<offset - 1], range: start..<offset)
            }
            offset = min(bytes.count, offset + (byte == UInt8(ascii: "\\") ? 2 : 1))
        }
        throw FilterProblem(
            start..<bytes.count, "the quotation mark that opens here is not closed",
            "close it with \"; inside of text write \\\" for a quotation mark")
    }

    /// Passes over the characters of a field's name; points inside belong to it.
    mutating func fieldName() -> ArraySlice<UInt8> {
        var word = takeWhile { Self.isNameByte($0) }
        while byte == UInt8(ascii: "."), offset + 1 < bytes.count, Self.isNameByte(bytes[offset + 1]) {
            let start = word.startIndex
            offset += 1
            _ = takeWhile { Self.isNameByte($0) }
            word = bytes[start..<offset]
        }
        return word
    }

    /// A word of letters that follows, without passing over it.
    var keyword: String {
        var end = offset
        while end < bytes.count, Self.isNameByte(bytes[end]) { end += 1 }
        return String(decoding: bytes[offset..<end], as: UTF8.self)
    }

    /// Passes over a keyword, in any case, if it follows.
    mutating func take(keyword wanted: String) -> Bool {
        let word = keyword
        guard word.utf8.count == wanted.utf8.count, word.lowercased() == wanted else { return false }
        offset += word.utf8.count
        return true
    }

    /// Passes over a value without quotation marks; in a set it ends before `..`.
    mutating func bareValue(inSet: Bool) -> ArraySlice<UInt8> {
        let start = offset
        while let byte, Self.isValueByte(byte), !(inSet && hasNext("..")) { offset += 1 }
        return bytes[start..<offset]
    }

    /// Whether a byte may stand in a name: ASCII letters and digits, `_`, `-`, and whatever is not ASCII.
    static func isNameByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x5f || byte == 0x2d || byte >= 0x80
    }

    private static func isValueByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7f, UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "{"),
            UInt8(ascii: "}"),
            UInt8(ascii: ","), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "~"):
            false
        default: true
        }
    }
}
