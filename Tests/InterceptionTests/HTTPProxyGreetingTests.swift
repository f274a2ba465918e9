import TestKit
import Testing

@testable import Interception

struct HTTPProxyGreetingTests {
    /// What is to be done at each head, and the bytes left over, whatever pieces the bytes come in.
    private func steps(_ text: String, _ credentials: ProxyCredentials? = nil) -> [HTTPProxyGreeting.Step] {
        var all: [[HTTPProxyGreeting.Step]] = []
        forEveryChunking(of: Array(text.utf8)) { chunks in
            var greeting = HTTPProxyGreeting(credentials: credentials)
            var steps: [HTTPProxyGreeting.Step] = []
            for chunk in chunks {
                var offset = 0
                while offset < chunk.count, let step = greeting.feed(chunk.span.bytes, at: &offset) {
                    steps.append(step)
                    if case .foreign = step { break }
                    if case .answer(_, ends: true, _) = step { break }
                }
            }
            all.append(steps)
        }
        for other in all { #expect(other.first == all.first?.first) }
        return all.first ?? []
    }

    private func status(_ step: HTTPProxyGreeting.Step?) -> String? {
        guard case .answer(let bytes, _, _) = step else { return nil }
        return String(String(decoding: bytes, as: UTF8.self).split(separator: " ")[1])
    }

    @Test func `CONNECT asks for a tunnel`() throws {
        let steps = steps("CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\n\r\n")
        let target = try #require(ProxyTarget(host: "::1", port: 443))
        #expect(steps == [.tunnel(target)])
    }

    @Test(arguments: ["host", "/", "host:0", "http://host/"])
    func `CONNECT needs a host and a port`(_ target: String) {
        #expect(status(steps("CONNECT \(target) HTTP/1.1\r\n\r\n").first) == "400")
    }

    @Test func `a request in absolute-form goes on`() {
        guard case .forward(let request) = steps("GET ws://host:81/x HTTP/1.1\r\nHost: host:81\r\n\r\n").first else {
            Issue.record("it does not")
            return
        }
        #expect(request.target.description == "host:81")
    }

    @Test func `a request as to a server is refused with words that say what this is`() {
        let step = steps("GET / HTTP/1.1\r\nHost: x\r\n\r\n").first
        #expect(status(step) == "400")
        guard case .answer(let bytes, ends: true, _) = step else { return }
        #expect(String(decoding: bytes, as: UTF8.self).contains("This is a proxy."))
    }

    @Test(arguments: ["\u{16}\u{3}\u{1}\u{0}", "SSH-2.0-x\r\n", "HTTP/1.1 200 OK\r\n\r\n"])
    func `what is no request is foreign`(_ text: String) {
        #expect(steps(text).first == .foreign)
    }

    @Test func `a head that never ends is answered at the limit`() {
        var greeting = HTTPProxyGreeting(credentials: nil)
        let line = Array("GET http://h/ HTTP/1.1\r\nX: ".utf8) + [UInt8](repeating: 0x61, count: 1 << 20)
        var offset = 0
        let step = greeting.feed(line.span.bytes, at: &offset)
        #expect(status(step) == "431")
        #expect(offset < 1 << 17)
    }

    @Test func `credentials are asked for, and a tunnel may be asked for again`() throws {
        let me = ProxyCredentials(user: "me", password: "secret")
        let right = "Proxy-Authorization: Basic bWU6c2VjcmV0\r\n"
        let first = "CONNECT h:1 HTTP/1.1\r\n\r\n"
        let steps = steps(first + "CONNECT h:1 HTTP/1.1\r\n\(right)\r\n", me)
        #expect(status(steps.first) == "407")
        guard case .answer(let bytes, ends: false, _) = steps.first else {
            Issue.record("the connection ends")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self).contains("Proxy-Authenticate: Basic"))
        let target = try #require(ProxyTarget(host: "h", port: 1))
        #expect(steps.last == .tunnel(target))
    }

    @Test func `a server that cannot be reached is told with its name and the reason`() throws {
        let target = try #require(ProxyTarget(host: "h", port: 1))
        let text = String(decoding: ProxyAnswer.unreachable(target, "refused"), as: UTF8.self)
        #expect(text.hasPrefix("HTTP/1.1 502 Bad Gateway\r\n"))
        #expect(text.hasSuffix("\r\n\r\nwscope: h:1 cannot be reached: refused\n"))
        #expect(text.contains("Content-Length: 39\r\n"))
    }
}
