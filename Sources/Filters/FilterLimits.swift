/// What a filter is held to, whatever is written in it or matched by it.
package enum FilterLimits {
    /// Bytes of an expression.
    package static let longestExpression = 16_384
    /// Parentheses and `not` inside each other.
    package static let deepestNesting = 200
    /// Steps of one JSON path.
    package static let longestPath = 60
    /// Steps that one match of a regular expression may take (PCRE2's match limit).
    package static let regexSteps: UInt32 = 1_000_000
    /// Kibibytes of memory that one match of a regular expression may take.
    package static let regexMemory: UInt32 = 16_384
    /// Frames of one message that wait for its end; further ones are dropped, and counted.
    package static let framesOfMessage = 1_024
    /// Frames of all messages that wait for the ends of those; further ones are dropped, and counted.
    package static let framesHeld = 65_536
    /// Connections that are followed at a time. Beyond that the one that appeared first is forgotten: an opening that
    /// waits is not told any more, and later messages are seen as those of a connection of which nothing but the number is
    /// known.
    package static let connections = 65_536
    /// Tests and values of a filter that are put to SQLite at most; a longer filter is matched here alone.
    package static let sqlTerms = 150
    /// Conditions inside each other in a filter that is put to SQLite, whose parser has a small stack.
    package static let sqlDepth = 12
}
