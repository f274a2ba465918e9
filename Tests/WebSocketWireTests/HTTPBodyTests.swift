import TestKit
import Testing
import WebSocketWire

struct HTTPBodyTests {
    static let samples: [(head: String, body: String, method: String?)] = [
        ("POST / HTTP/1.1\nContent-Length: 5", "hello", nil),
        ("POST / HTTP/1.1\nContent-Length: 0", "", nil),
        ("GET / HTTP/1.1", "", nil),
        ("POST / HTTP/1.1\nTransfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n", nil),
        ("HTTP/1.1 200 OK\nTransfer-Encoding: gzip, Chunked", "A;x=\"y\"\r\n0123456789\r\n0;z\r\nT: u\r\n\r\n", "GET"),
        ("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "1\na\n00\n\n", nil),
        ("HTTP/1.1 200 OK\nContent-Length: 3", "abc", "GET"),
        ("HTTP/1.1 200 OK\nContent-Length: 3", "", "HEAD"),
        ("HTTP/1.1 204 No Content\nContent-Length: 3", "", "GET"),
        ("HTTP/1.1 100 Continue", "", "POST"),
        ("HTTP/1.1 200 OK", "", "CONNECT"),
    ]

    static func body(after text: String, to method: String? = nil) throws -> HTTPBody {
        let head = try requiredHead(text)
        return head.method == nil ? HTTPBody(response: head, method: method) : HTTPBody(request: head)
    }

    @Test(arguments: samples)
    func `a body ends at the same byte however its bytes arrive`(_ head: String, _ text: String, _ method: String?)
        throws
    {
        let whole = try Self.body(after: head, to: method)
        forEveryChunking(of: Array((text + "NEXT").utf8)) { chunks in
            var body = whole
            var rest: [UInt8] = []
            for chunk in chunks {
                var offset = 0
                let isDone = body.skip(chunk.span.bytes, at: &offset)
                #expect(isDone == body.isDone)
                rest += chunk[offset...]
            }
            #expect(body.isDone)
            #expect(!body.isLost)
            #expect(rest == Array("NEXT".utf8))
        }
    }

    @Test
    func `a body that lasts until the connection ends takes everything`() throws {
        var body = try Self.body(after: "HTTP/1.1 200 OK", to: "GET")
        #expect(body.framing == .untilClose)
        var offset = 0
        let bytes: [UInt8] = [1, 2, 3]
        let isDone1 = body.skip(bytes.span.bytes, at: &offset)
        #expect(!isDone1)
        let isDone2 = body.skip(missing: 7)
        #expect(!isDone2)
        #expect(offset == 3)
        #expect(!body.isLost)
    }

    @Test
    func `a hole within a counted body is harmless, and one beyond it loses the body`() throws {
        for (missing, isDone, isLost) in [
            (4, false, false), (5, true, false), (6, false, true), (Int.max, false, true),
        ] {
            var body = try Self.body(after: "POST / HTTP/1.1\nContent-Length: 8")
            var offset = 0
            let bytes: [UInt8] = [1, 2, 3]
            let isDone3 = body.skip(bytes.span.bytes, at: &offset)
            #expect(!isDone3)
            let isDone4 = body.skip(missing: missing)
            #expect(isDone4 == isDone)
            #expect(body.isLost == isLost)
        }
    }

    @Test
    func `a lost body takes everything and says what was wrong`() throws {
        var body = try Self.body(after: "POST / HTTP/1.1\nTransfer-Encoding: chunked")
        var offset = 0
        let bytes = Array("xyz".utf8)
        let isDone5 = body.skip(bytes.span.bytes, at: &offset)
        #expect(!isDone5)
        #expect(offset == 3)
        #expect(body.isLost)
        #expect(body.violations.map(\.detail) == ["a chunk's size begins with byte 0x78"])
    }

    @Test
    func `a hole in a chunked body is no broken law`() throws {
        var body = try Self.body(after: "POST / HTTP/1.1\nTransfer-Encoding: chunked")
        let isDone6 = body.skip(missing: 1)
        #expect(!isDone6)
        #expect(body.isLost)
        #expect(body.violations.isEmpty)
    }

    @Test
    func `missing bytes after the end, and none at all, change nothing`() throws {
        var body = try Self.body(after: "GET / HTTP/1.1")
        let isDone7 = body.skip(missing: 10)
        #expect(isDone7)
        var counted = try Self.body(after: "POST / HTTP/1.1\nContent-Length: 1")
        let isDone8 = counted.skip(missing: 0)
        #expect(!isDone8)
        let isDone9 = counted.skip(missing: -1)
        #expect(!isDone9)
    }
}
