import Testing
import Sessions

@testable import InspectorUI

struct ConnectionTextTests {
    @Test func `both heads and the end are told in full`() throws {
        let fixture = try MessagesFixture.usual()
        let session = try SessionView(path: fixture.path)
        let record = try #require(session.connection(1))
        let opening = ConnectionText.opening(record.opening, width: 60).map { $0.pieces.map(\.text).joined() }
        #expect(
            opening.contains { $0.contains("Host: example.org") }
                && opening.contains { $0.contains("Sec-WebSocket-Accept") })
        let closing = try ConnectionText.closing(#require(record.closing), width: 60)
        #expect(closing.map { $0.pieces.map(\.text).joined() }.joined().contains("closed clean"))
    }
}
