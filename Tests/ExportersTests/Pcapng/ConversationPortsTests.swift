import ByteStreams
import Testing

@testable import Exporters

struct ConversationPortsTests {
    static let server = Endpoint(address: IPAddress(v4: 2), port: 443)
    static func client(_ port: UInt16) -> Endpoint { Endpoint(address: IPAddress(v4: 1), port: port) }

    @Test func `ends are given once at a time`() {
        var ports = ConversationPorts()
        #expect(ports.take(Self.client(50), with: Self.server, for: 1) == Self.client(50))
        #expect(ports.take(Self.client(50), with: Self.server, for: 2) == Self.client(51))
        #expect(ports.take(Self.client(51), with: Self.server, for: 3) == Self.client(52))
        #expect(ports.take(Self.client(50), with: Self.client(7), for: 4) == Self.client(50))
        ports.giveBack(1)
        ports.giveBack(99)
        #expect(ports.take(Self.client(50), with: Self.server, for: 5) == Self.client(50))
    }

    @Test func `the port behind the last is the first one`() {
        var ports = ConversationPorts()
        #expect(ports.take(Self.client(65_535), with: Self.server, for: 1) == Self.client(65_535))
        #expect(ports.take(Self.client(65_535), with: Self.server, for: 2) == Self.client(1))
    }
}
