import Testing
import WebSocketWire

struct HTTPFramingTests {
    @Test(
        arguments: [
            ("GET / HTTP/1.1", .none, []),
            ("POST / HTTP/1.1\nContent-Length: 12", .length(12), []),
            ("POST / HTTP/1.1\nContent-Length: 12, 12\nContent-Length: 12", .length(12), []),
            (
                "POST / HTTP/1.1\nContent-Length: 12\nContent-Length: 13", .length(12),
                ["rfc9112-6.3-differing-content-lengths"]
            ),
            (
                "POST / HTTP/1.1\nContent-Length: 12, x", .length(12),
                ["rfc9112-6.3-differing-content-lengths"]
            ),
            ("POST / HTTP/1.1\nContent-Length: 9223372036854775807", .length(.max), []),
            ("POST / HTTP/1.1\nContent-Length: 9223372036854775808", .unknown, ["rfc9112-6.3-invalid-content-length"]),
            ("POST / HTTP/1.1\nContent-Length: +1", .unknown, ["rfc9112-6.3-invalid-content-length"]),
            ("POST / HTTP/1.1\nContent-Length: -1", .unknown, ["rfc9112-6.3-invalid-content-length"]),
            ("POST / HTTP/1.1\nContent-Length:", .unknown, ["rfc9112-6.3-invalid-content-length"]),
            ("POST / HTTP/1.1\nTransfer-Encoding: gzip, chunked", .chunked, []),
            ("POST / HTTP/1.1\nTransfer-Encoding: identity\nContent-Length: 1", .length(1), []),
            (
                "POST / HTTP/1.1\nTransfer-Encoding: chunked\nContent-Length: 1", .chunked,
                ["rfc9112-6.1-transfer-encoding-with-length"]
            ),
            (
                "POST / HTTP/1.1\nTransfer-Encoding: chunked, gzip", .unknown,
                ["rfc9112-6.3-final-coding-not-chunked"]
            ),
        ] as [(String, HTTPFraming, [String])])
    func `a request's head tells how its body ends`(_ text: String, _ framing: HTTPFraming, _ broken: [String]) throws {
        let body = HTTPBody(request: try requiredHead(text))
        #expect(body.framing == framing)
        #expect(rules(body.violations) == broken)
        #expect(body.isLost == (framing == .unknown))
    }

    @Test(
        arguments: [
            ("HTTP/1.1 200 OK", nil, .untilClose),
            ("HTTP/1.1 200 OK\nContent-Length: 3", nil, .length(3)),
            ("HTTP/1.1 200 OK\nContent-Length: 3", "HEAD", .none),
            ("HTTP/1.1 200 OK\nContent-Length: 3", "CONNECT", .tunnel),
            ("HTTP/1.1 407 No\nContent-Length: 3", "CONNECT", .length(3)),
            ("HTTP/1.1 100 Continue\nContent-Length: 3", "POST", .none),
            ("HTTP/1.1 101 Switching Protocols", "GET", .tunnel),
            ("HTTP/1.1 204 No Content\nTransfer-Encoding: chunked", "GET", .none),
            ("HTTP/1.1 304 Not Modified\nContent-Length: 3", "GET", .none),
            ("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "GET", .chunked),
            ("HTTP/1.1 200 OK\nTransfer-Encoding: gzip", "GET", .untilClose),
            ("HTTP/1.1 200 OK\nContent-Length: many", "GET", .unknown),
        ] as [(String, String?, HTTPFraming)])
    func `a response's head tells how its body ends`(_ text: String, _ method: String?, _ framing: HTTPFraming) throws {
        #expect(HTTPBody(response: try requiredHead(text), method: method).framing == framing)
    }
}
