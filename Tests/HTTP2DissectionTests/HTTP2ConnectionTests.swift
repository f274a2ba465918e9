import ByteStreams
import TestKit
import Testing

@testable import HTTP2Dissection

struct HTTP2ConnectionTests {
    private func conversation() -> HTTP2Talk {
        var talk = HTTP2Talk()
        talk.settings()
        talk.headers(
            .fromClient, 1, [(":method", "GET"), (":scheme", "http"), (":path", "/"), (":authority", "host")],
            ends: true)
        talk.headers(.fromServer, 1, [(":status", "200")])
        talk.send(.fromServer, HTTP2Talk.frame(0, flags: 1, stream: 1, Array("page".utf8)))
        talk.open(3, "/a")
        talk.open(5, "/b")
        talk.say(.fromClient, 3, "one")
        talk.say(.fromClient, 5, "two")
        talk.say(.fromServer, 3, "three")
        return talk
    }

    private static let lines = [
        "open 1 3 /a 200", "open 2 5 /b 200", "message 1 client one", "message 2 client two", "message 1 server three",
    ]

    @Test func `streams are connections of their own, however their bytes come`() {
        var talk = conversation()
        talk.end()
        let expected = Self.lines + ["close 1 fin", "close 2 fin"]
        for size in [1, 2, 3, 5, 8, 9, 10, 13, 1_000] { #expect(talk.cut(size).told().lines == expected) }
        for (index, step) in talk.steps.enumerated() {
            guard case .bytes(let direction, let bytes) = step else { continue }
            forEveryChunking(of: bytes) { chunks in
                var cut = talk
                cut.steps.replaceSubrange(index...index, with: chunks.map { .bytes(direction, $0) })
                #expect(cut.told().lines == expected)
            }
        }
    }

    @Test func `a stream ends by its own end, by a reset, or with the connection`() {
        var talk = conversation()
        for direction in Direction.allCases { talk.send(direction, HTTP2Talk.frame(0, flags: 1, stream: 3)) }
        talk.send(.fromServer, HTTP2Talk.frame(3, stream: 5, [0, 0, 0, 8]))
        talk.say(.fromClient, 3, "late")
        #expect(talk.told().lines == Self.lines + ["close 1 fin", "close 2 reset"])
        var open = conversation()
        open.steps.append(.ended(.inputEnded))
        #expect(open.told().lines == Self.lines + ["close 1 open", "close 2 open"])
    }

    @Test func `a refusal, an interim answer and trailers`() {
        var talk = HTTP2Talk()
        talk.settings()
        talk.request(1, "/no")
        talk.headers(.fromServer, 1, [(":status", "403")], ends: true)
        talk.request(3, "/yes")
        talk.headers(.fromServer, 3, [(":status", "103")])
        talk.headers(.fromServer, 3, [(":status", "200")])
        talk.say(.fromServer, 3, "hi")
        talk.headers(.fromServer, 3, [("x-last", "1")], ends: true)
        talk.headers(.fromClient, 3, [("x-last", "1")], ends: true)
        #expect(
            talk.told().lines == [
                "open 1 1 /no 403", "close 1 refused", "open 2 3 /yes 200", "message 2 server hi", "close 2 fin",
            ])
    }

    @Test func `what the client says before the answer waits for it`() {
        var talk = HTTP2Talk()
        talk.settings()
        talk.request(1, "/early")
        talk.say(.fromClient, 1, "early")
        talk.headers(.fromServer, 1, [(":status", "200")])
        let told = talk.told()
        #expect(told.lines == ["open 1 1 /early 200", "message 1 client early"])
        #expect(told.rules.contains("rfc6455-4.1-data-before-handshake"))
    }

    @Test func `padding and continuation are followed`() {
        var talk = HTTP2Talk()
        talk.settings()
        talk.request(1, "/cut")
        guard case .bytes(_, let whole)? = talk.steps.popLast() else { return }
        let block = Array(whole[9...])
        talk.send(
            .fromClient, HTTP2Talk.frame(1, flags: 0x28, stream: 1, [3, 0, 0, 0, 0, 9] + block[..<4] + [0, 0, 0]))
        talk.send(.fromClient, HTTP2Talk.frame(9, stream: 1, Array(block[4..<9])))
        talk.send(.fromClient, HTTP2Talk.frame(9, flags: 4, stream: 1, Array(block[9...])))
        talk.headers(.fromServer, 1, [(":status", "200")])
        let frame = HTTP2Talk.text(.fromClient, "padded")
        talk.send(.fromClient, HTTP2Talk.frame(0, flags: 8, stream: 1, [5] + frame[..<4] + [0, 0, 0, 0, 0]))
        talk.send(.fromClient, HTTP2Talk.frame(0, flags: 8, stream: 1, [0] + frame[4...]))
        for size in [1, 4, 500] {
            #expect(talk.cut(size).told().lines == ["open 1 1 /cut 200", "message 1 client padded"])
        }
    }

    @Test func `a server that did not enable it, and one that goes away`() {
        var talk = HTTP2Talk()
        talk.settings(connect: 0)
        talk.open(1, "/a")
        talk.request(3, "/late")
        talk.send(.fromServer, HTTP2Talk.frame(7, [0, 0, 0, 1, 0, 0, 0, 0]))
        let told = talk.told()
        #expect(told.rules.contains("rfc8441-3-connect-protocol-not-enabled"))
        #expect(told.lines == ["open 1 1 /a 200", "open 2 3 /late", "close 2 reset"])
    }

    @Test(arguments: 0..<8)
    func `no damage stops it`(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        for _ in 0..<60 {
            var talk = conversation()
            talk.end()
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let index = Int.random(in: 0..<talk.steps.count, using: &random)
                guard case .bytes(let direction, var bytes) = talk.steps[index], !bytes.isEmpty else { continue }
                switch Int.random(in: 0..<4, using: &random) {
                case 0:
                    talk.steps[index] = .gap(direction, [1, 7, bytes.count, .max].randomElement(using: &random) ?? 1)
                case 1: talk.steps[index] = .bytes(direction, Array(bytes.dropFirst()))
                case 2: talk.steps.insert(talk.steps[index], at: index)
                default:
                    bytes[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
                    talk.steps[index] = .bytes(direction, bytes)
                }
            }
            let told = talk.told()
            #expect(told.lines.count { $0.hasPrefix("close") } == told.openings)
        }
    }
}
