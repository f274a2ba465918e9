/// What dissection keeps at most. Whatever goes beyond is told or counted.
package enum DissectionLimits {
    /// Pings of a direction that wait for their pong; the oldest is forgotten first.
    static let openPings = 64
    /// Bytes of payload in progress over all connections; the longest is capped first.
    package static let payloads = 32 << 20
    /// Bytes that a client may send behind its upgrade request before the answer.
    static let earlyBytes = 262_144
    /// Findings about a connection that wait for its opening to be told.
    static let postponedFindings = 16
    /// Requests of a connection that wait for their response; more are no HTTP/1.1 client's.
    static let openRequests = 1_024
    /// Bytes of their heads.
    static let openRequestBytes = 1 << 20
    /// Bytes of a direction in which WebSocket frames are looked for before it is taken for something else.
    static let searchedBytes = 262_144
}
