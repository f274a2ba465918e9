import TestKit
import Testing

@testable import Interception

struct SOCKSGreetingTests {
    /// The steps, which are the same whatever pieces the bytes come in.
    private func steps(_ bytes: [UInt8], _ credentials: ProxyCredentials? = nil) -> [SOCKSGreeting.Step] {
        var all: [[SOCKSGreeting.Step]] = []
        forEveryChunking(of: bytes) { chunks in
            var greeting = SOCKSGreeting(credentials: credentials)
            var steps: [SOCKSGreeting.Step] = []
            for chunk in chunks {
                var offset = 0
                while let step = greeting.feed(chunk.span.bytes, at: &offset) { steps.append(step) }
            }
            all.append(steps)
        }
        for other in all { #expect(other == all.first) }
        return all.first ?? []
    }

    private func tunnel(_ host: String, _ port: Int) throws -> SOCKSGreeting.Step {
        .tunnel(try #require(ProxyTarget(host: host, port: port)))
    }

    @Test(
        arguments: [
            ([1, 127, 0, 0, 1, 0x1f, 0x90], "127.0.0.1", 8_080),
            ([3, 3, 0x61, 0x2e, 0x62, 0, 80], "a.b", 80),
            ([4] + [UInt8](repeating: 0, count: 15) + [1, 1, 0xbb], "::1", 443),
        ] as [([UInt8], String, Int)])
    func `a client without credentials asks for a server by address or name`(
        _ address: [UInt8], _ host: String, _ port: Int
    ) throws {
        #expect(steps([5, 2, 2, 0] + [5, 1, 0] + address) == [.reply([5, 0]), try tunnel(host, port)])
    }

    @Test func `what the client sends behind its request is left to others`() throws {
        var greeting = SOCKSGreeting(credentials: nil)
        let bytes: [UInt8] = [5, 1, 0] + [5, 1, 0, 1, 1, 2, 3, 4, 0, 9] + [0x47, 0x45]
        var offset = 0
        var steps: [SOCKSGreeting.Step] = []
        while let step = greeting.feed(bytes.span.bytes, at: &offset) { steps.append(step) }
        #expect(steps == [.reply([5, 0]), try tunnel("1.2.3.4", 9)])
        #expect(offset == bytes.count - 2)
    }

    @Test func `credentials are checked where the proxy has some`() throws {
        let me = ProxyCredentials(user: "me", password: "pw")
        let request: [UInt8] = [5, 1, 0, 1, 1, 2, 3, 4, 0, 9]
        let right: [UInt8] = [1, 2] + Array("me".utf8) + [2] + Array("pw".utf8)
        #expect(
            steps([5, 2, 0, 2] + right + request, me) == [.reply([5, 2]), .reply([1, 0]), try tunnel("1.2.3.4", 9)])
        let wrong: [UInt8] = [1, 2] + Array("me".utf8) + [2] + Array("pW".utf8)
        #expect(
            steps([5, 1, 2] + wrong + request, me)
                == [.reply([5, 2]), .refuse([1, 1], reason: "the client gave wrong credentials")])
        let empty: [UInt8] = [1, 0, 0]
        #expect(steps([5, 1, 2] + empty, me).count == 2)
    }

    @Test func `a client that wants other methods is refused`() {
        #expect(
            steps([5, 1, 2]) == [.refuse([5, 0xff], reason: "the client wants to go on only with authentication")])
        #expect(steps([5, 0]) == [.refuse([5, 0xff], reason: "the client wants to go on only with authentication")])
        let me = ProxyCredentials(user: "me", password: "pw")
        #expect(
            steps([5, 1, 0], me)
                == [.refuse([5, 0xff], reason: "the client wants to go on without user and password")])
    }

    @Test func `other versions and protocols are told apart`() {
        #expect(
            steps([4, 1, 0, 80, 1, 2, 3, 4, 0])
                == [.refuse([], reason: "the client does not speak SOCKS 5: SOCKS version 4")])
        #expect(
            steps(Array("GET".utf8))
                == [
                    .refuse(
                        [],
                        reason: "the client does not speak SOCKS 5: this looks like HTTP, and the port is for SOCKS 5")
                ])
    }

    @Test(
        arguments: [
            ([5, 2, 0, 1, 1, 2, 3, 4, 0, 9], 7), ([5, 1, 0, 2, 1], 8), ([5, 1, 0, 1, 1, 2, 3, 4, 0, 0], 1),
            ([4, 1, 0, 1, 1, 2, 3, 4, 0, 9], 1), ([5, 1, 0, 3, 0, 0, 9], 1),
        ] as [([UInt8], UInt8)])
    func `requests that cannot be served get their code`(_ request: [UInt8], _ code: UInt8) {
        guard case .refuse(let bytes, _) = steps([5, 1, 0] + request).last else {
            Issue.record("it is served")
            return
        }
        #expect(bytes == [5, code, 0, 1, 0, 0, 0, 0, 0, 0])
    }

    @Test func `noise never traps and ends after one refusal`() {
        var random = SeededRandom(seed: 5)
        for _ in 0..<2_000 {
            let bytes = [5, 1, 0] + (0..<40).map { _ in UInt8.random(in: 0...8, using: &random) }
            var greeting = SOCKSGreeting(credentials: nil)
            var offset = 0
            var refusals = 0
            while let step = greeting.feed(bytes.span.bytes, at: &offset) {
                if case .refuse = step { refusals += 1 }
            }
            #expect(refusals <= 1)
        }
    }
}
