import ByteStreams

/// A visitor who calls the same site again and again, from another port each time.
struct Caller: Sendable {
    let visitor: Visitor
    let site: Site
    /// What chance decides for this peer.
    var chance: Chance

    /// The next visit, with a key of its own.
    mutating func visit() -> Visit { Visit(visitor, to: site, &chance) }

    /// A port that a system gives to clients.
    mutating func port() -> UInt16 { UInt16(truncatingIfNeeded: chance.pick(49_152...65_535)) }

    /// Calls, asks, and is accepted.
    mutating func call(in scene: inout Scene, answerAfter milliseconds: Int) {
        scene.open(visit(), port: port(), answerAfter: milliseconds)
    }
}
