import Testing
import WebSocketWire

@testable import Interception

struct ForwardedRequestTests {
    private func forwarded(_ text: String) -> ForwardedRequest? {
        var reader = HTTPHeadReader()
        var offset = 0
        let bytes = Array(text.utf8)
        guard case .request(let head) = reader.feed(bytes.span.bytes, at: &offset) else { return nil }
        return ForwardedRequest(head)
    }

    @Test(
        arguments: [
            ("http://host/a?b", "/a?b", "host:80", false), ("ws://host:9/", "/", "host:9", false),
            ("HTTP://Host", "/", "Host:80", false), ("wss://h/x", "/x", "h:443", true),
            ("https://h:1?q", "/?q", "h:1", true), ("ws://[::1]:5/p#f", "/p", "[::1]:5", false),
            ("http://u:p@host/", "/", "host:80", false),
        ])
    func `absolute-form becomes origin-form, and says where the server is`(
        _ target: String, _ origin: String, _ server: String, _ isSecure: Bool
    ) throws {
        let request = try #require(forwarded("GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n"))
        #expect(
            String(decoding: request.bytes, as: UTF8.self)
                == "GET \(origin) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(request.target.description == server)
        #expect(request.isSecure == isSecure)
    }

    @Test(arguments: ["/path", "*", "host:443", "ftp://host/", "http:///x", "http://host:0/", "://host/"])
    func `a target without scheme and host goes nowhere`(_ target: String) {
        #expect(forwarded("GET \(target) HTTP/1.1\r\n\r\n") == nil)
    }

    @Test func `OPTIONS for the whole server has an asterisk`() {
        let bytes = forwarded("OPTIONS http://host HTTP/1.1\r\n\r\n")?.bytes ?? []
        #expect(String(decoding: bytes, as: UTF8.self) == "OPTIONS * HTTP/1.1\r\nConnection: close\r\n\r\n")
    }

    @Test func `fields for the proxy go, folded ones too, and every other byte stays`() {
        let head =
            "\r\nGET  http://h/ HTTP/1.1\nProxy-Connection: keep-alive\r\nUpgrade: x\r\nConnection: upgrade\r\nX:  a\t \r\nPROXY-Authorization: Basic\r\n"
            + " folded\r\n\tmore\r\nProxy: stays\r\nX-Proxy-A: stays\r\nproxying: stays\r\n y\r\n\r\n"
        let bytes = forwarded(head)?.bytes ?? []
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "\r\nGET  / HTTP/1.1\nUpgrade: x\r\nConnection: upgrade\r\nX:  a\t \r\nProxy: stays\r\nX-Proxy-A: stays\r\nproxying: stays\r\n y\r\n\r\n"
        )
    }

    @Test func `without an upgrade the request is the last one, whatever it says about the connection`() {
        let head = "GET http://h/ HTTP/1.1\r\nconnection: keep-alive,\r\n more\r\nConnections: 2\r\n\r\n"
        let bytes = forwarded(head)?.bytes ?? []
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "GET / HTTP/1.1\r\nConnections: 2\r\nConnection: close\r\n\r\n")
    }

    @Test func `an upgrade is asked for with two fields`() {
        let both = "GET ws://h/ HTTP/1.1\r\nUpgrade: websocket\r\nConnection: a, Upgrade\r\n\r\n"
        #expect(forwarded(both)?.asksForUpgrade == true)
        #expect(forwarded("GET ws://h/ HTTP/1.1\r\nUpgrade: websocket\r\n\r\n")?.asksForUpgrade == false)
        #expect(forwarded("GET ws://h/ HTTP/1.1\r\nConnection: Upgrade\r\n\r\n")?.asksForUpgrade == false)
    }
}
