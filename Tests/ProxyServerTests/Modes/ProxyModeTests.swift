import Interception
import Testing

@testable import ProxyServer

struct ProxyModeTests {
    private func server(_ host: String, _ port: Int) throws -> ProxyMode.Kind {
        .reverse(try #require(ProxyTarget(host: host, port: port)))
    }

    @Test func `a mode is a name, perhaps its data, and perhaps where it listens`() throws {
        #expect(try ProxyMode("regular") == ProxyMode(.regular))
        #expect(try ProxyMode("regular@3128") == ProxyMode(.regular, port: 3_128))
        #expect(try ProxyMode("socks5@127.0.0.1:9") == ProxyMode(.socks5, host: "127.0.0.1", port: 9))
        #expect(try ProxyMode("socks5@[::1]:0") == ProxyMode(.socks5, host: "::1", port: 0))
        #expect(
            try ProxyMode("reverse:ws://127.0.0.1:9000@8080") == ProxyMode(server("127.0.0.1", 9_000), port: 8_080))
        #expect(
            try ProxyMode("reverse:WS://example.org/@localhost:1")
                == ProxyMode(server("example.org", 80), host: "localhost", port: 1))
        #expect(try ProxyMode("reverse:http://[::1]:3128") == ProxyMode(server("::1", 3_128)))
    }

    @Test(
        arguments: [
            ("foo", "there is no mode foo: regular, reverse:URL and socks5 are"),
            ("", "there is no mode : regular, reverse:URL and socks5 are"),
            ("transparent", "mode transparent is not served yet: regular, reverse:URL and socks5 are"),
            ("upstream:http://h", "mode upstream is not served yet: regular, reverse:URL and socks5 are"),
            ("regular:x", "mode regular takes nothing behind a colon (but @[HOST:]PORT)"),
            (
                "reverse:ftp://h",
                "mode reverse needs an address behind a colon: ws://HOST[:PORT] or http://HOST[:PORT], and not ftp://h"
            ),
            ("reverse", "mode reverse needs an address behind a colon: ws://HOST[:PORT] or http://HOST[:PORT]"),
            ("reverse:wss://h", "mode reverse does not speak TLS to servers yet: wss://h"),
            ("socks5@", "socks5@: behind the @ stands a port, or host:port, and not "),
            ("socks5@host", "socks5@host: behind the @ stands a port, or host:port, and not host"),
            ("socks5@:1", "socks5@:1: behind the @ stands a port, or host:port, and not :1"),
            ("socks5@::1:1", "socks5@::1:1: behind the @ stands a port, or host:port, and not ::1:1"),
            ("socks5@h:70000", "socks5@h:70000: behind the @ stands a port, or host:port, and not h:70000"),
        ])
    func `what is no mode is refused with what would be one`(_ text: String, _ words: String) {
        #expect(throws: ProxyModeError(description: words)) { try ProxyMode(text) }
    }

    @Test func `a path behind a server is refused, since every request goes there with its own`() {
        #expect(throws: ProxyModeError.self) { try ProxyMode("reverse:ws://h/path") }
        #expect(throws: ProxyModeError.self) { try ProxyMode("reverse:ws://user@h") }
        #expect(throws: ProxyModeError.self) { try ProxyMode("reverse:h:80") }
    }

    @Test func `modes listen on the ports that are usual for them`() {
        #expect(ProxyMode(.socks5).usualPort == 1_080)
        #expect(ProxyMode(.regular).usualPort == 8_080)
        #expect([ProxyMode(.regular), ProxyMode(.socks5)].map(\.name) == ["regular", "socks5"])
    }
}
