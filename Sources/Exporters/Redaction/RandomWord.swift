/// Words that look as though they were drawn at random, such as keys and identifiers, and not made up as names.
enum RandomWord {
    private static let shortest = 16
    private static let longestWord = 28
    private static let longestNumber = 12

    /// Whether a word is long, and changes between small letters, capitals and digits as no name does, or has a run of
    /// letters or digits longer than any name.
    static func looks(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count >= shortest else { return false }
        var (changes, letters, digits) = (0, 0, 0)
        var last = Kind.other
        for byte in word {
            let kind = Kind(byte)
            letters = kind == .small || kind == .capital ? letters + 1 : 0
            digits = kind == .digit ? digits + 1 : 0
            if letters >= longestWord || digits >= longestNumber { return true }
            // A capital begins a word of a name.
            if kind != .other, last != .other, kind != last, !(last == .capital && kind == .small) { changes += 1 }
            last = kind
        }
        return changes >= 4 && changes * 6 >= word.count
    }

    private enum Kind {
        case small, capital, digit, other

        init(_ byte: UInt8) {
            switch byte {
            case 0x30...0x39: self = .digit
            case 0x41...0x5a: self = .capital
            case 0x61...0x7a: self = .small
            default: self = .other
            }
        }
    }
}
