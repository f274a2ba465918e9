import TestKit
import Testing
import WebSocketWire

@testable import Sessions

struct RecordedHeadTests {
    @Test func `a head of HTTP 1 is its bytes, and what was lenient about it comes back`() throws {
        let text = "\r\nGET  /a HTTP/1.1\nHost:h\r\nX: \u{e9}\r\n\r\n"
        let head = try #require(SessionSample.head(text))
        #expect(RecordedHead.bytes(of: head) == Array(text.utf8))
        #expect(RecordedHead.head(of: Array(text.utf8)) == head)
        #expect(!head.violations.isEmpty)
    }

    @Test(arguments: ["", "plain", "a\\b", "\n", "\\n", "\\\\n\n", "é\u{0}\u{7f}", " x ", "200", "a HTTP/2"])
    func `any text in a head of HTTP 2 comes back`(_ text: String) {
        for head in [
            HTTPHead(.request(method: "CONNECT", target: text, .http2), fields: [HTTPField(text, text)]),
            HTTPHead(
                .request(method: "CONNECT", target: text, .http2),
                fields: [HTTPField(":method", text), HTTPField("", "")]),
            HTTPHead(.response(.http2, status: 200, reason: text), fields: []),
            HTTPHead(
                .request(method: "CONNECT", target: "/", .http2), fields: [HTTPField(text, ""), HTTPField("", text)]),
        ] {
            #expect(RecordedHead.head(of: RecordedHead.bytes(of: head)) == head)
        }
    }

    @Test func `random bytes are no head, and do no harm`() {
        var random = SeededRandom(seed: 2)
        let words = ["GET ", "/", " HTTP/2", "\n", "200", " ", "\\", "HTTP/1.1", ":", "\r\n", "\u{0}"]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 0..<9, using: &random)).map { _ in words.randomElement(using: &random) ?? ""
            }
            if let head = RecordedHead.head(of: Array(text.joined().utf8)), head.version.isHTTP2 {
                #expect(RecordedHead.head(of: RecordedHead.bytes(of: head)) == head)
            }
        }
    }
}
