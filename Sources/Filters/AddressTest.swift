import ByteStreams

/// What is asked of the ends of a connection: whether any is among some peers, or whether none is.
struct AddressTest: Sendable, Hashable {
    /// The peers looked for; nil for any.
    let peers: [Peer]?
    let isInverted: Bool

    init(_ test: Test) {
        switch test {
        case .bare: (peers, isInverted) = (nil, false)
        case .compare(let comparison, .peer(let peer)): (peers, isInverted) = ([peer], comparison == .notEqual)
        case .among(let choices):
            peers = choices.compactMap { choice in
                guard case .one(.peer(let peer)) = choice else { return nil }
                return peer
            }
            isInverted = false
        case .compare, .contains, .matches: (peers, isInverted) = ([], false)
        }
    }

    private func isWanted(_ end: Endpoint) -> Bool {
        peers.map { $0.contains { $0.contains(end) } } ?? true
    }

    /// The answer for an end.
    func holds(_ end: Endpoint) -> Bool { isWanted(end) != isInverted }

    /// The answer for both ends of a connection.
    func holds(_ ends: (Endpoint, Endpoint)) -> Bool { (isWanted(ends.0) || isWanted(ends.1)) != isInverted }
}
