import Testing

@testable import InspectorUI

struct HandshakeLinesTests {
    @Test func `the accept key is worked out and compared`() throws {
        let fixture = try #require(DemoFixture.shared)
        let session = try SessionView(path: fixture.path)
        let handshake = try #require(session.connection(fixture.connection("quotes"))?.opening.handshake)
        let lines = HandshakeLines.agreement(handshake).map { $0.map(\.text).joined() }
        #expect(lines.contains { $0.hasPrefix("accepted with") && $0.hasSuffix("  equal") })
        #expect(lines.contains { $0.hasPrefix("extensions") && $0.contains("permessage-deflate") })
    }
}
