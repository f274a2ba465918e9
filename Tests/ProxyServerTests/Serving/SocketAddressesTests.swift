import ByteStreams
import NIOCore
import Testing

@testable import ProxyServer

struct SocketAddressesTests {
    @Test(
        arguments: [
            ("10.1.2.3", "10.1.2.3:80"), ("2001:db8::5", "[2001:db8::5]:80"), ("::ffff:10.1.2.3", "10.1.2.3:80"),
        ])
    func `a socket's address is an end of a connection, a mapped one as it is over IPv4`(
        _ text: String, _ meaning: String
    ) throws {
        #expect(Endpoint(try SocketAddress(ipAddress: text, port: 80))?.description == meaning)
    }

    @Test func `what is none of IP is none`() throws {
        #expect(Endpoint(nil) == nil)
        #expect(Endpoint(try SocketAddress(unixDomainSocketPath: "/tmp/x")) == nil)
    }
}
