import Testing
import WebSocketWire

struct HTTPRulesTests {
    /// Laws beside messages that break them and no other.
    static let messages: [(String, String)] = [
        ("rfc9112-2.2-leading-blank-line", "\r\nGET / HTTP/1.1\r\n\r\n"),
        ("rfc9112-2.2-bare-line-feed", "GET / HTTP/1.1\nA: b\r\n\r\n"),
        ("rfc9112-2.2-whitespace-after-start-line", "GET / HTTP/1.1\r\n A: b\r\n\r\n"),
        ("rfc9112-2.3-odd-version", "GET / HTTP/1.2\r\n\r\n"),
        ("rfc9112-3-irregular-start-line", "GET  / HTTP/1.1\r\n\r\n"),
        ("rfc9112-3.2-invalid-target", "GET /a b HTTP/1.1\r\n\r\n"),
        ("rfc9112-4-missing-reason-space", "HTTP/1.1 200\r\n\r\n"),
        ("rfc9112-5-missing-colon", "GET / HTTP/1.1\r\nA\r\n\r\n"),
        ("rfc9112-5.1-space-before-colon", "GET / HTTP/1.1\r\nA : b\r\n\r\n"),
        ("rfc9112-5.2-line-folding", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n"),
        ("rfc9110-5.1-invalid-field-name", "GET / HTTP/1.1\r\nA@: b\r\n\r\n"),
        ("rfc9110-5.5-control-character", "GET / HTTP/1.1\r\nA: \u{1b}\r\n\r\n"),
        ("rfc9110-5.5-non-ascii-value", "GET / HTTP/1.1\r\nA: é\r\n\r\n"),
        (
            "rfc9112-6.1-transfer-encoding-with-length",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n"
        ),
        ("rfc9112-6.3-final-coding-not-chunked", "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n"),
        ("rfc9112-6.3-invalid-content-length", "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"),
        ("rfc9112-6.3-differing-content-lengths", "POST / HTTP/1.1\r\nContent-Length: 1, 2\r\n\r\n"),
        ("rfc9112-7.1-malformed-chunk", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx"),
    ]

    @Test(arguments: messages)
    func `a message breaks one law`(_ rule: String, _ text: String) throws {
        let (outcome, rest) = firstOutcome(of: [Array(text.utf8)])
        var body: HTTPBody
        let head: HTTPHead
        switch outcome {
        case .request(let request):
            (head, body) = (request, HTTPBody(request: request))
        case .response(let response):
            (head, body) = (response, HTTPBody(response: response, method: nil))
        case .notHTTP, .tooLong, nil:
            Issue.record("no head")
            return
        }
        var offset = 0
        let isDone = body.skip(rest.span.bytes, at: &offset)
        #expect(isDone == body.isDone)
        #expect(rules(head.violations + body.violations) == [rule])
    }

    @Test
    func `every law of HTTP is broken by a test of a message or a handshake`() {
        let broken =
            Self.messages.map(\.0) + RequestJudgementTests.requests.map(\.0) + ResponseJudgementTests.responses.map(\.0)
        #expect(Set(HTTPRules.all.map(\.id)).isSubset(of: broken + ["rfc9112-3.2-host-differs-from-target"]))
    }
}
