import Testing
import WebSocketWire

struct HTTPStartLineTests {
    @Test(
        arguments: [
            ("GET / HTTP/1.1", "GET", "/", []),
            ("get / HTTP/1.0", "get", "/", []),
            ("GET  /a HTTP/1.1", "GET", "/a", ["rfc9112-3-irregular-start-line"]),
            ("GET /a \t HTTP/1.1", "GET", "/a", ["rfc9112-3-irregular-start-line"]),
            ("GET /a HTTP/1.1 ", "GET", "/a", ["rfc9112-3-irregular-start-line"]),
            ("GET /a b HTTP/1.1", "GET", "/a b", ["rfc9112-3.2-invalid-target"]),
            ("GET /\u{1b}[2J HTTP/1.1", "GET", "/\u{1b}[2J", ["rfc9112-3.2-invalid-target"]),
            ("GET /ä HTTP/1.1", "GET", "/ä", ["rfc9112-3.2-invalid-target"]),
            ("GET HTTP/1.1", "GET", "", ["rfc9112-3-irregular-start-line", "rfc9112-3.2-invalid-target"]),
            ("GET http://a/b HTTP/1.1", "GET", "http://a/b", []),
            ("OPTIONS * HTTP/1.1", "OPTIONS", "*", []),
            ("CONNECT a:443 HTTP/1.1", "CONNECT", "a:443", []),
            ("GET / HTTP/2.0", "GET", "/", ["rfc9112-2.3-odd-version"]),
            ("GET / http/1.1", "GET", "/", ["rfc9112-2.3-odd-version"]),
            ("GET / HTTP/", "GET", "/", ["rfc9112-2.3-odd-version"]),
            ("GET / HTTP/1.10", "GET", "/", ["rfc9112-2.3-odd-version"]),
        ] as [(String, String, String, [String])])
    func `a request line is read leniently`(_ line: String, _ method: String, _ target: String, _ broken: [String])
        throws
    {
        let head = try requiredHead(line)
        #expect(head.method == method)
        #expect(head.target == target)
        #expect(rules(head.violations) == broken)
    }

    @Test(
        arguments: [
            ("HTTP/1.1 101 Switching Protocols", 101, "Switching Protocols", []),
            ("HTTP/1.1 101 ", 101, "", []),
            ("HTTP/1.1 101", 101, "", ["rfc9112-4-missing-reason-space"]),
            ("HTTP/1.1  200 OK", 200, "OK", ["rfc9112-3-irregular-start-line"]),
            ("HTTP/1.1\t200 OK", 200, "OK", ["rfc9112-3-irregular-start-line"]),
            ("HTTP/1.1 999 \u{7}", 999, "\u{7}", ["rfc9110-5.5-control-character"]),
            ("HTTP/1 200 OK", 200, "OK", ["rfc9112-2.3-odd-version"]),
        ] as [(String, Int, String, [String])])
    func `a status line is read leniently`(_ line: String, _ status: Int, _ reason: String, _ broken: [String]) throws {
        let head = try requiredHead(line)
        #expect(head.status == status)
        #expect(head.reason == reason)
        #expect(rules(head.violations) == broken)
    }

    @Test(
        arguments: [
            ("HTTP/1.1", 1, 1), ("http/1.0", 1, 0), ("HTTP/2.0", 2, 0), ("HTTP/1", 0, 0), ("", 0, 0),
            ("HTTP/a.b", 0, 0), ("HTTP/1.10", 0, 0),
        ])
    func `a version is two digits`(_ text: String, _ major: Int, _ minor: Int) {
        let version = HTTPVersion(text)
        #expect(version.text == text)
        #expect([version.major, version.minor] == [major, minor])
    }
}
