/// What holds for every file of the product, whatever it does.
struct SourceRules {
    /// No file is longer than this many lines.
    static let longestFile = 300

    /// Words that turn a stranger's mistake, or our own, into the end of the program, or that blind the compiler.
    static let forbiddenWords = [
        "try!", "as!", "fatalError(", "preconditionFailure(", "@unchecked Sendable", "nonisolated(unsafe)",
        "import Foundation",
    ]

    /// The forbidden words in a file's code. A comment may speak of them.
    static func forbiddenWords(in text: String) -> [String] {
        let code = text.split(whereSeparator: \.isNewline).filter {
            !$0.drop { $0 == " " || $0 == "\t" }.hasPrefix("//")
        }
        return forbiddenWords.filter { word in code.contains { contains($0, word) } }
    }

    /// Whether a line has a word that neither begins nor goes on as a longer one: `import FoundationEssentials` is another.
    private static func contains(_ line: Substring, _ word: String) -> Bool {
        line.ranges(of: word).contains { range in
            let before = range.lowerBound == line.startIndex ? " " : line[line.index(before: range.lowerBound)]
            let after = range.upperBound == line.endIndex ? " " : line[range.upperBound]
            let open = word.last == "(" || !(after.isLetter || after.isNumber || after == "_")
            return open && !(before.isLetter || before.isNumber || before == "_")
        }
    }

    /// How many lines a text has.
    static func lines(in text: String) -> Int {
        text.utf8.count { $0 == 0x0a } + (text.isEmpty || text.utf8.last == 0x0a ? 0 : 1)
    }
}
