/// What a cell is, which decides its colours. A terminal's painter knows the colours; views know roles.
package enum Role: UInt8, Sendable, Hashable, CaseIterable {
    /// Ordinary text.
    case plain
    /// Text of less weight: what is secondary, absent or explained.
    case faint
    /// The heads of columns and the titles of parts.
    case heading
    /// The bar that says where one is.
    case bar
    /// A key in the bar of keys.
    case key
    /// What the client sent.
    case client
    /// What the server sent.
    case server
    /// Control messages.
    case control
    /// All is well.
    case good
    /// Worth knowing.
    case note
    /// Something may be wrong.
    case warning
    /// Something is wrong.
    case error
    /// Names of members and fields.
    case name
    /// Text from a payload.
    case string
    /// Numbers.
    case number
    /// Truth values, null, names of codes.
    case word
    /// Signs between values.
    case punctuation
    /// What a view says of what it shows.
    case comment
    /// Bytes in hexadecimal.
    case bytes
    /// Where a search has found something.
    case match
    /// What is marked.
    case mark
    /// Bars, graphs and lines.
    case graph
    /// The part of a graph that asks for attention.
    case peak
    /// Text being typed.
    case input
    /// Text being typed that is valid.
    case inputGood
    /// Text being typed that is not valid.
    case inputBad
    /// Borders of boxes.
    case border

    /// The letter that stands for it in a picture.
    package var letter: Character {
        Self.letters[Int(rawValue)]
    }

    private static let letters = Array(".fhbkcsCgnweNSUWpmxMrGPiIXo")
}

/// How a cell is shown beside its role.
package struct Emphasis: OptionSet, Sendable, Hashable {
    /// A bit for each.
    package let rawValue: UInt8

    /// Emphasis by its bits.
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// In the row under the cursor.
    package static let selected = Emphasis(rawValue: 1)
    /// Bold.
    package static let bold = Emphasis(rawValue: 2)
    /// Underlined.
    package static let underlined = Emphasis(rawValue: 4)
    /// Colours exchanged.
    package static let reversed = Emphasis(rawValue: 8)
}

/// What a cell is and how it is shown.
package struct Style: Sendable, Hashable {
    /// What it is.
    package var role: Role
    /// How it is shown beside that.
    package var emphasis: Emphasis

    /// A style of a role.
    package init(_ role: Role, _ emphasis: Emphasis = []) {
        self.role = role
        self.emphasis = emphasis
    }

    /// Ordinary text.
    package static let plain = Style(.plain)

    /// The style with more emphasis.
    package func with(_ emphasis: Emphasis) -> Style {
        Style(role, self.emphasis.union(emphasis))
    }
}
