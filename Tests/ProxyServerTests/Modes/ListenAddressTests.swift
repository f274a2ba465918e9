import Testing

@testable import ProxyServer

struct ListenAddressTests {
    @Test(arguments: ["127.0.0.1", "127.9.9.9", "::1", "localhost", "::ffff:127.0.0.1"])
    func `loopback is what only this machine reaches`(_ host: String) {
        #expect(ListenAddress(host: host, port: 1).isLoopback)
    }

    @Test(arguments: ["0.0.0.0", "::", "10.0.0.1", "example.org", "::ffff:10.0.0.1", "128.0.0.1", "", "fe80::1"])
    func `everything else may be reached by others`(_ host: String) {
        #expect(!ListenAddress(host: host, port: 1).isLoopback)
    }

    @Test func `an address of IPv6 is written in brackets`() {
        #expect(ListenAddress(host: "::1", port: 80).description == "[::1]:80")
        #expect(ListenAddress(host: "localhost", port: 80).description == "localhost:80")
    }
}
