import ByteStreams
import Testing

@testable import Exporters

struct EndpointTextTests {
    @Test(arguments: ["10.0.0.1", "255.255.255.255", "::", "2001:db8::2", "::ffff:1.2.3.4"])
    func `an address is what its text says`(_ text: String) {
        #expect(IPAddress(bracketed: text)?.description == text)
        #expect(IPAddress(bracketed: "[\(text)]")?.description == text)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "host", ":::", "[::1", "1.2.3.4\u{0}", "fe80::1%eth0",
    ])
    func `what is no address is refused`(_ text: String) {
        #expect(IPAddress(bracketed: text) == nil)
    }

    @Test(arguments: ["10.0.0.1:80", "[2001:db8::2]:65535", "0.0.0.0:0", "[::]:0"])
    func `an end is what its text says`(_ text: String) {
        #expect(Endpoint(text: text)?.description == text)
    }

    @Test(arguments: ["", ":", "10.0.0.1", "10.0.0.1:", "10.0.0.1:65536", "10.0.0.1:-1", ":80", "h:80"])
    func `what is no end is refused`(_ text: String) {
        #expect(Endpoint(text: text) == nil)
    }
}
