import ByteStreams
import Dissection
import Testing
import WebSocketWire

struct ConnectionStoryTests {
    private static func end(_ fill: (inout Conversation) -> Void) -> [String] {
        var talk = Conversation.upgraded()
        fill(&talk)
        return talk.told().filter { $0.hasPrefix("!") || $0.hasPrefix("close") }
    }

    @Test func `both sides closed`() {
        #expect(Self.end { $0.closeBoth() } == ["close 1 clean by client 1000 1+1"])
        #expect(
            Self.end {
                $0.close(.fromServer, 4001, "bye")
                $0.close(.fromClient, nil)
                $0.finish(.fromServer)
            } == ["close 1 clean by server 4001 1+1"])
    }

    @Test func `the client ends the transport first`() {
        #expect(
            Self.end {
                $0.close(.fromClient)
                $0.close(.fromServer)
                $0.finish(.fromClient)
            } == ["! 1 rfc6455-7.1.1-client-finished-first", "close 1 clean by client 1000 1+1"])
    }

    @Test(arguments: [Direction.fromClient, .fromServer])
    func `one side closed`(_ side: Direction) {
        let name = side.name
        #expect(
            Self.end {
                $0.close(side, 1001)
                $0.finish(.fromServer)
            } == [
                "! 1 rfc6455-5.5.1-close-unanswered",
                "close 1 one-sided by \(name) 1001 \(name == "client" ? "1+0" : "0+1")",
            ])
    }

    @Test(arguments: [Direction.fromClient, .fromServer])
    func `nobody closed`(_ side: Direction) {
        #expect(
            Self.end { $0.finish(side) } == ["! 1 rfc6455-7.1.7-no-close-frame", "close 1 fin by \(side.name) 0+0"])
        #expect(
            Self.end {
                $0.steps.append(.aborted(side))
                $0.end()
            } == ["! 1 rfc6455-7.1.7-no-close-frame", "close 1 reset by \(side.name) 0+0"])
        #expect(
            Self.end {
                $0.steps.append(.finished(side.opposite))
                $0.steps.append(.aborted(side))
                $0.end()
            } == ["! 1 rfc6455-7.1.7-no-close-frame", "close 1 reset by \(side.name) 0+0"])
    }

    @Test(arguments: [(StreamEnd.inputEnded, "open"), (.forgotten, "aborted"), (.replaced, "aborted")])
    func `the end was not seen`(_ end: StreamEnd, _ outcome: String) {
        #expect(Self.end { $0.end(end) } == ["close 1 \(outcome) 0+0"])
        #expect(
            Self.end {
                $0.say(.fromServer, .ping)
                $0.close(.fromClient)
                $0.end(end)
            } == ["close 1 one-sided by client 1000 1+1"])
    }

    @Test func `nothing is said to be missing where bytes are missing`() {
        #expect(
            Self.end {
                $0.say(.fromServer, .ping, [1])
                let wire = $0.frame(.fromClient, .binary, [1, 2, 3, 4])
                $0.send(.fromClient, Array(wire[..<7]))
                $0.lose(.fromClient, 2)
                $0.send(.fromClient, Array(wire[9...]))
                $0.say(.fromServer, .pong, [7])
                $0.finish(.fromServer)
            } == ["close 1 fin by server 1+2"])
    }

    @Test func `pings without answer are told at the end, in their order`() {
        #expect(
            Self.end {
                $0.say(.fromServer, .ping, [1])
                $0.say(.fromClient, .ping, [2])
                $0.say(.fromServer, .ping, [3])
                $0.finish(.fromServer)
            } == [
                "! 1.1 rfc6455-5.5.2-ping-unanswered", "! 1.2 rfc6455-5.5.2-ping-unanswered",
                "! 1.3 rfc6455-5.5.2-ping-unanswered", "! 1 rfc6455-7.1.7-no-close-frame", "close 1 fin by server 1+2",
            ])
        #expect(
            Self.end {
                $0.say(.fromServer, .ping, [1])
                $0.closeBoth()
            } == ["close 1 clean by client 1000 1+2"])
    }

    @Test func `messages and bytes are counted, headers and control messages included`() {
        var talk = Conversation.upgraded()
        talk.say(.fromClient, "12345")
        talk.say(.fromServer, .binary, [UInt8](repeating: 0, count: 200))
        talk.say(.fromServer, .ping)
        talk.end(.inputEnded)
        var batch = TrafficBatch()
        talk.play(into: &batch)
        guard case .closed(let closing)? = batch.events.last else {
            Issue.record("nothing closed")
            return
        }
        #expect((closing.messages.client, closing.messages.server) == (1, 2))
        #expect((closing.bytes.client, closing.bytes.server) == (11, 206))
        #expect(closing.time == Conversation.time(6))
    }

    @Test func `a thousand Close frames count as the first`() {
        var talk = Conversation.upgraded()
        for code in 0..<1_000 { talk.close(.fromClient, 3000 + UInt16(code)) }
        talk.end(.inputEnded)
        #expect(talk.told().last == "close 1 one-sided by client 3000 1000+0")
    }

    @Test func `a connection whose sides had finished before it was recognised says who was first`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.steps.append(.finished(.fromClient))
        talk.send(.fromServer, text: HTTPText.response())
        talk.say(.fromServer, "hi")
        talk.steps.append(.finished(.fromServer))
        talk.end()
        #expect(talk.told().last == "close 1 fin by client 0+1")
    }

    @Test(arguments: 1...40)
    func `findings before the opening are kept up to a limit`(_ count: Int) {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        for _ in 0..<count { talk.steps.append(.conflict(.fromClient, offset: 0, count: 1)) }
        talk.send(.fromServer, text: HTTPText.response())
        talk.end(.inputEnded)
        #expect(talk.told().filter { $0.hasPrefix("!") }.count == min(count, 16))
    }
}
