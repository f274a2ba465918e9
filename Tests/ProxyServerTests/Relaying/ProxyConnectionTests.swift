import ByteStreams
import Dissection
import Interception
import TestKit
import Testing

@testable import ProxyServer

/// Real sockets on both sides of a proxy.
struct ProxyConnectionTests {
    @Test func `bytes of both directions arrive as they were sent`() throws {
        let bench = try ProxyBench()
        let (client, server) = try bench.pair()
        var random = SeededRandom(seed: 1)
        for size in [1, 511, 512, 513, 16_384, 16_385, 300_000, 70_000, 3] {
            let up = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
            let down = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
            client.send(up)
            #expect(server.read(exactly: size) == up)
            server.send(down)
            #expect(client.read(exactly: size) == down)
        }
        _ = bench.stop()
    }

    @Test func `what is relayed is decoded`() throws {
        let bench = try ProxyBench()
        let (client, server) = try bench.pair()
        client.send(SampleUpgrade.request)
        #expect(server.readHead() == SampleUpgrade.request)
        server.send(Array(SampleUpgrade.response.utf8) + SampleUpgrade.text)
        #expect(client.readHead() == SampleUpgrade.response)
        #expect(client.read(exactly: 4) == SampleUpgrade.text)
        server.close()
        #expect(client.readAll() == [])
        client.close()
        let events = bench.stop()
        guard case .opened(let opening) = events.first, case .closed(let closing) = events.last else {
            Issue.record("no story: \(events)")
            return
        }
        #expect(opening.source == .proxy)
        #expect(opening.server.port == bench.server.port)
        #expect(opening.handshake?.response?.status == 101)
        #expect(closing.outcome == .finished)
        #expect(closing.by == .fromServer)
        #expect(closing.messages.server == 1)
    }

    @Test func `a side that has finished still hears the other`() throws {
        let bench = try ProxyBench()
        let (client, server) = try bench.pair()
        client.send("question")
        client.finish()
        #expect(server.readAll() == Array("question".utf8))
        server.send("answer")
        server.close()
        #expect(client.readAll() == Array("answer".utf8))
        _ = bench.stop()
    }

    @Test func `an abort of one side is an abort of the other, behind all that was sent before`() throws {
        let bench = try ProxyBench()
        do {
            let (client, server) = try bench.pair()
            client.send("last words")
            #expect(server.read(exactly: 10) == Array("last words".utf8))
            client.abort()
            #expect(server.read() == nil)
        }
        let (client, server) = try bench.pair()
        server.send("last words")
        #expect(client.read(exactly: 10) == Array("last words".utf8))
        server.abort()
        #expect(client.read() == nil)
        _ = bench.stop()
    }

    @Test func `an abort is told as one`() throws {
        let bench = try ProxyBench()
        let (client, server) = try bench.pair()
        client.send(SampleUpgrade.request)
        _ = server.readHead()
        server.send(SampleUpgrade.response)
        _ = client.readHead()
        client.abort()
        #expect(server.read() == nil)
        guard case .closed(let closing) = bench.stop().last else {
            Issue.record("the connection does not end")
            return
        }
        #expect(closing.outcome == .reset)
        #expect(closing.by == .fromClient)
    }

    @Test func `a server that takes nothing stops its client, and gets everything in the end`() throws {
        let bench = try ProxyBench()
        let (client, server) = try bench.pair()
        let pattern = (0..<65_537).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let sent = client.flood(pattern, atMost: 256 << 20)
        #expect(sent > 1_000 && sent < 64 << 20)
        client.finish()
        let received = server.readAll()
        #expect(received.count == sent)
        #expect(received.starts(with: pattern))
        #expect(received.suffix(sent % pattern.count).elementsEqual(pattern.prefix(sent % pattern.count)))
        _ = bench.stop()
    }

    @Test func `where the server is down the client is told`() throws {
        let bench = try ProxyBench()
        bench.server.close()
        let answer = String(decoding: try bench.client().readAll(), as: UTF8.self)
        #expect(answer.hasPrefix("HTTP/1.1 502 Bad Gateway\r\n"))
        #expect(answer.contains("cannot be reached: Connection refused"))
        _ = bench.stop()
        #expect(bench.remarks.first?.contains("cannot be reached: Connection refused") == true)
    }

    @Test func `CONNECT makes a tunnel, by address and by name`() throws {
        let bench = try ProxyBench(.regular)
        for host in ["127.0.0.1", "localhost"] {
            let client = try bench.client()
            client.send("CONNECT \(host):\(bench.server.port) HTTP/1.1\r\nHost: x\r\n\r\nearly")
            let server = bench.server.accepted()
            #expect(client.readHead() == "HTTP/1.1 200 Connection established\r\n\r\n")
            #expect(server.read(exactly: 5) == Array("early".utf8))
            server.send("hello")
            #expect(client.read(exactly: 5) == Array("hello".utf8))
        }
        _ = bench.stop()
    }

    @Test func `a request in absolute-form goes on in origin-form with what follows it`() throws {
        let bench = try ProxyBench(.regular)
        let client = try bench.client()
        client.send(
            "POST http://127.0.0.1:\(bench.server.port)/x HTTP/1.1\r\nProxy-Connection: close\r\nContent-Length: 4\r\n\r\nbody"
        )
        let server = bench.server.accepted()
        #expect(server.readHead() == "POST /x HTTP/1.1\r\nContent-Length: 4\r\nConnection: close\r\n\r\n")
        #expect(server.read(exactly: 4) == Array("body".utf8))
        server.send("HTTP/1.1 204 No Content\r\n\r\n")
        #expect(client.readHead() == "HTTP/1.1 204 No Content\r\n\r\n")
        _ = bench.stop()
    }

    @Test func `a request that asks the proxy for TLS is refused with what does it`() throws {
        let bench = try ProxyBench(.regular)
        let client = try bench.client()
        client.send("GET https://127.0.0.1/ HTTP/1.1\r\n\r\n")
        let answer = String(decoding: client.readAll(), as: UTF8.self)
        #expect(answer.hasPrefix("HTTP/1.1 501 Not Implemented\r\n"))
        #expect(answer.contains("CONNECT tunnels do."))
        _ = bench.stop()
    }

    @Test func `credentials that are missing are asked for on the same connection`() throws {
        let bench = try ProxyBench(.regular, credentials: ProxyCredentials(user: "me", password: "secret"))
        let client = try bench.client()
        client.send("CONNECT 127.0.0.1:\(bench.server.port) HTTP/1.1\r\n\r\n")
        let head = client.readHead()
        #expect(head.hasPrefix("HTTP/1.1 407 "))
        _ = client.read(exactly: 54)
        client.send(
            "CONNECT 127.0.0.1:\(bench.server.port) HTTP/1.1\r\nProxy-Authorization: Basic bWU6c2VjcmV0\r\n\r\n")
        #expect(client.readHead() == "HTTP/1.1 200 Connection established\r\n\r\n")
        _ = bench.stop()
    }

    @Test func `SOCKS 5 makes a tunnel, and says why there is none`() throws {
        let bench = try ProxyBench(.socks5)
        let (high, low) = (UInt8(bench.server.port >> 8), UInt8(bench.server.port & 0xff))
        let client = try bench.client()
        client.send([5, 1, 0])
        #expect(client.read(exactly: 2) == [5, 0])
        client.send([5, 1, 0, 1, 127, 0, 0, 1, high, low])
        #expect(client.read(exactly: 10) == [5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        let server = bench.server.accepted()
        client.send("hi")
        #expect(server.read(exactly: 2) == Array("hi".utf8))
        bench.server.close()
        let other = try bench.client()
        other.send([5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, high, low])
        #expect(other.readAll() == [5, 0, 5, 5, 0, 1, 0, 0, 0, 0, 0, 0])
        _ = bench.stop()
    }

    @Test func `a client that gives up while it is greeted leaves nothing behind`() throws {
        let bench = try ProxyBench(.regular)
        for text in ["", "CON", "\u{16}\u{3}"] {
            let client = try bench.client()
            client.send(text)
            client.finish()
            #expect(client.readAll() == [])
        }
        #expect(bench.stop().isEmpty)
    }
}
