import ByteStreams
import Testing

struct EndpointTests {
    @Test(
        arguments: [
            (0x2001_0db8_0000_0000, 0x0000_0000_0000_0002, "2001:db8::2"),
            (0x0000_0000_0000_0000, 0x0000_0000_0000_0000, "::"),
            (0x0000_0000_0000_0000, 0x0000_0000_0000_0001, "::1"),
            (0x2001_0db8_0000_0001, 0x0001_0001_0001_0001, "2001:db8:0:1:1:1:1:1"),
            (0x2001_0000_0000_0001, 0x0000_0000_0000_0001, "2001:0:0:1::1"),
            (0xfe80_0000_0000_0000, 0x0000_0000_0000_0000, "fe80::"),
            (0x0000_0000_0000_0000, 0x0000_ffff_0a00_0001, "::ffff:10.0.0.1"),
        ] as [(UInt64, UInt64, String)])
    func `an IPv6 address reads as RFC 5952 writes it`(_ high: UInt64, _ low: UInt64, _ text: String) {
        #expect(IPAddress(v6: high, low).description == text)
    }

    @Test
    func `an end shows its port, with brackets around IPv6`() {
        #expect(Endpoint(address: IPAddress(v4: 0x0a00_0001), port: 80).description == "10.0.0.1:80")
        #expect(Endpoint(address: IPAddress(v6: 0, 1), port: 443).description == "[::1]:443")
    }

    @Test(arguments: ["10.0.0.1", "::1", "2001:db8::2", "::ffff:10.0.0.1"])
    func `an address is read from its text`(_ text: String) {
        #expect(IPAddress(text: text)?.description == text)
    }

    @Test(arguments: ["", "10.0.0", "10.0.0.1:80", "[::1]", "::g", "1.2.3.4\u{0}", "host", " ::1"])
    func `what is no address is none`(_ text: String) {
        #expect(IPAddress(text: text) == nil)
        #expect(IPAddress(text: text + String(repeating: "0", count: 100)) == nil)
    }
}
