/// How sure a view is that the bytes are what it takes them for.
package enum Certainty: Int, Sendable, Hashable, Comparable {
    /// They could be.
    case possible
    /// They look like it, and little else does.
    case likely
    /// The connection's subprotocol says so, or nothing else has this form.
    case certain

    /// Ordered from possible to certain.
    package static func < (left: Certainty, right: Certainty) -> Bool { left.rawValue < right.rawValue }
}
