import TestKit
import Testing

@testable import WebSocketWire

struct ChunkedBodyTests {
    private static func body(after text: String) -> ChunkedBody {
        let bytes = Array(text.utf8)
        var body = ChunkedBody()
        var offset = 0
        body.skip(bytes.span.bytes, at: &offset)
        return body
    }

    @Test(
        arguments: [
            "x", " 5", "\r\n", ";", "5x", "5\rx", "5\r\r", "1\r\nab", "1\r\na\rx", "8000000000000000",
            "ffffffffffffffffffffffffffff", "-1", "0x1",
        ])
    func `a malformed chunk loses the body`(_ text: String) {
        forEveryChunking(of: Array(text.utf8)) { chunks in
            var body = ChunkedBody()
            for chunk in chunks {
                var offset = 0
                body.skip(chunk.span.bytes, at: &offset)
                #expect(offset == chunk.count)
            }
            guard case .lost = body.state else {
                Issue.record("\(text) leaves \(body.state)")
                return
            }
        }
    }

    @Test
    func `a chunk may have up to 63 bits of size, with leading zeros`() {
        var body = Self.body(after: "00007fffffffffffffff\r\n")
        #expect(body.state == .data(remaining: .max))
        body.skip(missing: .max - 1)
        #expect(body.state == .data(remaining: 1))
        body.skip(missing: 1)
        #expect(body.state == .dataEnd)
    }

    @Test(
        arguments: [
            ("", 1, true), ("5", 1, true), ("5\r", 1, true), ("5;x", 1, true), ("5\r\n", 5, false), ("5\r\n", 6, true),
            ("5\r\nabc", 2, false), ("5\r\nabc", 3, true), ("5\r\nabcde", 2, true), ("5\r\nabcde\r\n", 1, true),
            ("0\r\n", 1, true), ("0\r\nT", 1, true), ("0\r\n\r\n", 9, false),
        ])
    func `a hole within a chunk's data is harmless, and any other loses the body`(
        _ before: String, _ missing: Int, _ isLost: Bool
    ) {
        var body = Self.body(after: before)
        body.skip(missing: missing)
        if case .lost = body.state {
            #expect(isLost)
        } else {
            #expect(!isLost)
        }
    }

    @Test
    func `no bytes stop the program`() {
        var random = SeededRandom(seed: 71)
        let alphabet = Array("0159afAF;=\" \t\r\r\n\nx\0".utf8)
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 1...24, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            var whole = ChunkedBody()
            var end = 0
            whole.skip(bytes.span.bytes, at: &end)
            var single = ChunkedBody()
            for byte in bytes {
                var offset = 0
                let one = [byte]
                single.skip(one.span.bytes, at: &offset)
            }
            #expect(whole == single)
        }
    }
}
