/// How many columns characters take, and how those that a terminal must not get are shown.
///
/// Terminals differ on clusters of several characters, such as families, flags and skin tones. What is drawn is therefore
/// made of characters on which all agree: joiners and variation selectors are left out, and each other character stands by
/// itself.
package enum TextWidth {
    /// What is drawn for a character.
    package enum Shown: Sendable, Hashable {
        /// A character that takes one column or two.
        case cell(Unicode.Scalar, columns: Int)
        /// A mark over the character before it.
        case mark(Unicode.Scalar)
        /// Nothing: it only decides how others are joined.
        case nothing
        /// It cannot be shown as it is: its stand-in takes one column.
        case standIn(Unicode.Scalar)
    }

    /// What is drawn for a character of a text.
    package static func shown(_ scalar: Unicode.Scalar) -> Shown {
        let value = scalar.value
        if value >= 0x20, value < 0x7f { return .cell(scalar, columns: 1) }
        if value < 0x20 { return .standIn(Unicode.Scalar(0x2400 + value) ?? "\u{fffd}") }
        if value == 0x7f { return .standIn("\u{2421}") }
        if value < 0xa0 { return .standIn("\u{fffd}") }
        if value < 0x300 { return value == 0xad ? .standIn("\u{fffd}") : .cell(scalar, columns: 1) }
        return shownBeyondLatin(scalar)
    }

    private static func shownBeyondLatin(_ scalar: Unicode.Scalar) -> Shown {
        let value = scalar.value
        if let columns = columnsOfMany(value) { return .cell(scalar, columns: columns) }
        if value >= 0xfe00 && value <= 0xfe0f || value == 0x200d { return .nothing }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return isKnown(scalar) ? .mark(scalar) : .standIn("\u{fffd}")
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            return .standIn("\u{fffd}")
        default: break
        }
        if value >= 0x1160 && value <= 0x11ff || value >= 0xd7b0 && value <= 0xd7ff { return .mark(scalar) }
        if value >= 0x1f3fb && value <= 0x1f3ff { return .nothing }
        return isKnown(scalar) ? .cell(scalar, columns: isWide(value) ? 2 : 1) : .standIn("\u{fffd}")
    }

    /// Columns of those that text and pictures are made of mostly; nil for others, which need a closer look.
    private static func columnsOfMany(_ value: UInt32) -> Int? {
        switch value {
        case 0x400...0x482, 0x48a...0x52f, 0x2010...0x2027, 0x2190...0x21ff, 0x2500...0x259f, 0x2800...0x28ff: 1
        case 0x3041...0x3096, 0x30a0...0x30ff, 0x4e00...0x9ffc, 0xac00...0xd7a3: 2
        default: nil
        }
    }

    /// Whether terminals can be expected to know a character: it is of Unicode 14, and its width has not changed since.
    private static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
        guard let age = scalar.properties.age, scalar.value != 0x1171e else { return false }
        return age.major < 15
    }

    /// Columns that a text takes. Counting ends beyond `limit`: a text may be long, and a screen is not.
    package static func columns(of text: String, limit: Int = .max) -> Int {
        var columns = 0
        for scalar in text.unicodeScalars {
            guard columns <= limit else { return columns }
            switch shown(scalar) {
            case .cell(_, let count): columns += count
            case .standIn: columns += 1
            case .mark, .nothing: break
            }
        }
        return columns
    }

    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= 0x1100 else { return false }
        var low = 0
        var high = wide.count
        while low < high {
            let middle = (low + high) / 2
            if wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < wide.count && wide[low].contains(value)
    }

    /// Characters that take two columns: Unicode 14, East Asian Width W and F, and the few that glibc adds.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115f, 0x231a...0x231b, 0x2329...0x232a, 0x23e9...0x23ec, 0x23f0...0x23f0, 0x23f3...0x23f3,
        0x25fd...0x25fe, 0x2614...0x2615, 0x2648...0x2653, 0x267f...0x267f, 0x2693...0x2693, 0x26a1...0x26a1,
        0x26aa...0x26ab, 0x26bd...0x26be, 0x26c4...0x26c5, 0x26ce...0x26ce, 0x26d4...0x26d4, 0x26ea...0x26ea,
        0x26f2...0x26f3, 0x26f5...0x26f5, 0x26fa...0x26fa, 0x26fd...0x26fd, 0x2705...0x2705, 0x270a...0x270b,
        0x2728...0x2728, 0x274c...0x274c, 0x274e...0x274e, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
        0x27b0...0x27b0, 0x27bf...0x27bf, 0x2b1b...0x2b1c, 0x2b50...0x2b50, 0x2b55...0x2b55, 0x2e80...0x2e99,
        0x2e9b...0x2ef3, 0x2f00...0x2fd5, 0x2ff0...0x2ffb, 0x3000...0x303e, 0x3041...0x3096, 0x3099...0x30ff,
        0x3105...0x312f, 0x3131...0x318e, 0x3190...0x31e3, 0x31f0...0x321e, 0x3220...0xa48c, 0xa490...0xa4c6,
        0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19,
        0xfe30...0xfe52, 0xfe54...0xfe66, 0xfe68...0xfe6b, 0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x16fe4,
        0x16ff0...0x16ff1, 0x17000...0x187f7, 0x18800...0x18cd5, 0x18d00...0x18d08, 0x1aff0...0x1aff3,
        0x1aff5...0x1affb, 0x1affd...0x1affe, 0x1b000...0x1b122, 0x1b150...0x1b152, 0x1b164...0x1b167,
        0x1b170...0x1b2fb, 0x1f004...0x1f004, 0x1f0cf...0x1f0cf, 0x1f18e...0x1f18e, 0x1f191...0x1f19a,
        0x1f200...0x1f202, 0x1f210...0x1f23b, 0x1f240...0x1f248, 0x1f250...0x1f251, 0x1f260...0x1f265,
        0x1f300...0x1f320, 0x1f32d...0x1f335, 0x1f337...0x1f37c, 0x1f37e...0x1f393, 0x1f3a0...0x1f3ca,
        0x1f3cf...0x1f3d3, 0x1f3e0...0x1f3f0, 0x1f3f4...0x1f3f4, 0x1f3f8...0x1f43e, 0x1f440...0x1f440,
        0x1f442...0x1f4fc, 0x1f4ff...0x1f53d, 0x1f54b...0x1f54e, 0x1f550...0x1f567, 0x1f57a...0x1f57a,
        0x1f595...0x1f596, 0x1f5a4...0x1f5a4, 0x1f5fb...0x1f64f, 0x1f680...0x1f6c5, 0x1f6cc...0x1f6cc,
        0x1f6d0...0x1f6d2, 0x1f6d5...0x1f6d7, 0x1f6dd...0x1f6df, 0x1f6eb...0x1f6ec, 0x1f6f4...0x1f6fc,
        0x1f7e0...0x1f7eb, 0x1f7f0...0x1f7f0, 0x1f90c...0x1f93a, 0x1f93c...0x1f945, 0x1f947...0x1f9ff,
        0x1fa70...0x1fa74, 0x1fa78...0x1fa7c, 0x1fa80...0x1fa86, 0x1fa90...0x1faac, 0x1fab0...0x1faba,
        0x1fac0...0x1fac5, 0x1fad0...0x1fad9, 0x1fae0...0x1fae7, 0x1faf0...0x1faf6, 0x20000...0x2fffd,
        0x30000...0x3fffd,
    ]
}
