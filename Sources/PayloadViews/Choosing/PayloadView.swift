/// A reading of a payload: what it is taken for, how sure that is and why, and what it says in a line.
package struct PayloadView: Sendable, Hashable {
    /// What it is taken for.
    package let format: PayloadFormat
    /// How sure that is.
    package let certainty: Certainty
    /// Why it is taken for that.
    package let reason: String
    /// What it says, in a line.
    package let summary: String

    /// The format's short name, as in `mqtt`.
    package var name: String { format.rawValue }

    /// What a stretch of text is, which decides its colour.
    package enum Role: Sendable, Hashable {
        /// The name of a member or a field.
        case name
        /// Text from the payload.
        case string
        /// A number.
        case number
        /// A truth value, null, or the name of a code.
        case word
        /// What the format puts between values.
        case punctuation
        /// What the view says of the payload.
        case comment
        /// What is wrong with it.
        case error
        /// Bytes in hexadecimal.
        case bytes
    }

    /// A stretch of text of one role.
    package struct Piece: Sendable, Hashable {
        /// The text; control characters and those that change direction are made visible in it.
        package let text: String
        /// What it is.
        package let role: Role
    }

    /// A line of the pretty form. Lines that follow with more indent belong to it, and can be folded under it.
    package struct Line: Sendable, Hashable {
        /// How deep it lies.
        package let indent: Int
        /// What it says, in order.
        package internal(set) var pieces: [Piece]
        /// The places in the payload that it stands for.
        package internal(set) var range: Range<Int>

        /// What it says, without colours or indent.
        package var text: String { pieces.map(\.text).joined() }
    }

    /// How far a view goes. What lies beyond is said to be there, and not shown.
    package struct Limits: Sendable, Hashable {
        /// Lines, at most.
        package var lines = 5_000
        /// Bytes of the payload that are looked at, at most.
        package var bytes = 1 << 20
        /// Characters of one text, at most.
        package var text = 4_096
        /// Values inside each other, at most, in formats without such a limit of their own.
        package var depth = 64

        /// The usual limits.
        package init() {}
    }
}
