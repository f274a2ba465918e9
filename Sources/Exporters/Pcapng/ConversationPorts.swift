import ByteStreams

/// The ends of conversations in progress: two at a time may not have the same, as the streams of an HTTP/2 connection have.
struct ConversationPorts {
    private struct Ends: Hashable {
        let client: Endpoint
        let server: Endpoint
    }

    private var taken: [Ends: Int] = [:]
    private var ends: [Int: Ends] = [:]

    /// No conversation yet.
    init() {}

    /// The client's end of a conversation, its own where that is free, otherwise with the next higher port that is.
    mutating func take(_ client: Endpoint, with server: Endpoint, for connection: Int) -> Endpoint {
        var port = client.port
        for _ in 0..<0xffff {
            let ends = Ends(client: Endpoint(address: client.address, port: port), server: server)
            if port != 0 || client.port == 0, taken[ends] == nil {
                taken[ends] = connection
                self.ends[connection] = ends
                return ends.client
            }
            port &+= 1
        }
        return client
    }

    /// A conversation has ended.
    mutating func giveBack(_ connection: Int) {
        if let ends = ends.removeValue(forKey: connection) { taken[ends] = nil }
    }
}
