import Interception
import Testing

struct ProxyTargetTests {
    @Test(
        arguments: [
            ("host:443", "host:443"), ("host", "host:80"), ("10.0.0.1:8080", "10.0.0.1:8080"),
            ("[2001:db8::1]:9", "[2001:db8::1]:9"), ("[::1]", "[::1]:80"), ("münchen.example:1", "münchen.example:1"),
        ])
    func `an authority names a host and a port, the latter from elsewhere where it has none`(
        _ text: String, _ meaning: String
    ) {
        #expect(ProxyTarget(authority: text, port: 80)?.description == meaning)
    }

    @Test(
        arguments: [
            "", ":80", "host:", "host:0", "host:65536", "host:+80", "host:8a", "host:000080", "[::1", "[]:80",
            "[name]:80", "a b:80", "host/path", "user@host:80", "ho\u{0}st:80", "::1:80", "host:80:90",
            String(repeating: "a", count: 256) + ":80",
        ])
    func `what names no server is none`(_ text: String) {
        #expect(ProxyTarget(authority: text, port: 80) == nil)
    }

    @Test func `without a port from elsewhere the authority has to have one`() {
        #expect(ProxyTarget(authority: "host", port: nil) == nil)
        #expect(ProxyTarget(authority: "[::1]", port: nil) == nil)
        #expect(ProxyTarget(authority: "host:1", port: nil)?.port == 1)
    }
}
