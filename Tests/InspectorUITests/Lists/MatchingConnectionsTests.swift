import Filters
import Testing

@testable import InspectorUI

struct MatchingConnectionsTests {
    @Test(
        arguments: [
            ("conn == 2", [2]), ("opcode == ping", [1]), ("finding", [1]), ("length > 1k", [1]), ("seq == 1", [1, 2]),
            ("text contains \"nowhere\"", []),
        ] as [(String, Set<Int>)])
    func `a connection matches by itself, by a message or by a finding`(
        _ expression: String, _ connections: Set<Int>
    ) throws {
        let fixture = try MessagesFixture.usual()
        let matching = try MatchingConnections(path: fixture.path, filter: Filter(expression))
        while matching.work(isDue: { false }) {}
        #expect(matching.connections == connections)
        #expect(matching.error == nil)
    }
}
