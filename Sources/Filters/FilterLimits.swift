/// What a filter is held to, whatever is written in it or matched by it.
package enum FilterLimits {
    /// Parentheses and `not` inside each other.
    package static let deepestNesting = 200
    /// Steps that one match of a regular expression may take (PCRE2's match limit).
    package static let regexSteps: UInt32 = 1_000_000
}
