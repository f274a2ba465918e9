import ByteStreams
import Sessions

/// Tests of addresses in SQL, where they are text.
enum SQLPeers {
    /// A test of the ends that some columns name; nil where it asks for a network.
    static func holds(_ test: AddressTest, _ columns: [String]) -> SQLExpression? {
        guard let peers = test.peers else { return .always }
        guard peers.allSatisfy(\.isHost) else { return nil }
        let parts = columns.flatMap { column in peers.map { holds(column, $0) } }
        let any = parts.isEmpty ? SQLExpression.never : .joined(parts, by: "OR")
        return test.isInverted ? any.inside("NOT (", ")") : any
    }

    private static func holds(_ column: String, _ peer: Peer) -> SQLExpression {
        let address = SQLExpression(sql: "\(column) = ?", values: [.text(peer.address.description)])
        guard let port = peer.port else { return address }
        let ported = SQLExpression(sql: "\(column)_port = ?", values: [.integer(Int64(port))])
        return .joined([address, ported], by: "AND")
    }
}
