import Interception
import NIOCore
import NIOEmbedded
import TestKit
import Testing

@testable import ProxyServer

struct ProxyGreetingTests {
    @Test func `a greeting takes its bytes out of the buffer and leaves the rest`() {
        var greeting = ProxyGreeting.socks(SOCKSGreeting(credentials: nil))
        var buffer = ByteBuffer(bytes: [5, 1, 0, 5, 1, 0, 3, 1, 0x68, 0, 80, 1, 2, 3])
        guard case .reply([5, 0]) = greeting.feed(&buffer), case .tunnel(let target, .socks) = greeting.feed(&buffer)
        else {
            Issue.record("no tunnel")
            return
        }
        #expect(target.description == "h:80")
        #expect(Array(buffer.readableBytesView) == [1, 2, 3])
    }

    @Test(
        arguments: [
            (ProxyMode.Kind.regular, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 400 Bad Request"),
            (.regular, "\u{16}\u{3}\u{1}", ""), (.socks5, "GET", ""), (.socks5, "\u{5}\u{1}\u{2}", "\u{5}"),
        ])
    func `a client that is refused is answered and let go, whatever pieces its words come in`(
        _ kind: ProxyMode.Kind, _ words: String, _ answer: String
    ) throws {
        try forEveryChunking(of: Array(words.utf8)) { chunks in
            let bench = EmbeddedDesk()
            let client = try bench.client(kind)
            for chunk in chunks where client.isActive { _ = try? client.writeInbound(ByteBuffer(bytes: chunk)) }
            bench.loop.run()
            #expect(try client.sent().hasPrefix(answer))
            #expect(!client.isActive)
        }
    }

    @Test func `a client that says nothing is let go after a while`() throws {
        let bench = EmbeddedDesk()
        let client = try bench.client(.regular)
        bench.loop.advanceTime(by: .seconds(29))
        #expect(client.isActive)
        bench.loop.advanceTime(by: .seconds(1))
        #expect(!client.isActive)
    }
}
