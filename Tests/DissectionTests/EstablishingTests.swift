import ByteStreams
import Dissection
import Testing
import WebSocketWire

struct EstablishingTests {
    @Test func `data that comes with the switch is the first message`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.send(.fromServer, Array(HTTPText.response().utf8) + Wire.frame(.text, Array("hi".utf8)))
        talk.end(.inputEnded)
        #expect(talk.told() == ["open 1 52311→80 /chat 101", "1.1 server text 2 «hi»", "close 1 open 0+1"])
        #expect(talk.difference() == nil)
    }

    @Test func `what the client sends before the answer is a finding, and its frames are shown`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.say(.fromClient, "one")
        talk.say(.fromClient, "two")
        talk.send(.fromServer, text: HTTPText.response())
        talk.say(.fromClient, "three")
        talk.end(.inputEnded)
        #expect(
            talk.told() == [
                "open 1 52311→80 /chat 101", "! 1 rfc6455-4.1-data-before-handshake", "1.1 client text 3 «one»",
                "1.2 client text 3 «two»", "1.3 client text 5 «three»", "close 1 open 3+0",
            ])
        #expect(talk.told(.joined) == talk.told())
    }

    @Test func `bytes missing in what the client sends early are told, and the rest is shown`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.say(.fromClient, "one")
        talk.lose(.fromClient, 9)
        talk.say(.fromClient, "three")
        talk.send(.fromServer, text: HTTPText.response())
        talk.say(.fromClient, "four")
        talk.end(.inputEnded)
        #expect(
            talk.told() == [
                "open 1 52311→80 /chat 101", "! 1 rfc6455-4.1-data-before-handshake", "1.1 client text 3 «one»",
                "! 1 wscope-bytes-missing", "! 1 wscope-resynchronised", "1.2 client text 5 «three» resynchronised",
                "1.3 client text 4 «four»", "close 1 open 3+0",
            ])
    }

    @Test func `findings of the handshake are told behind the opening`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.send(.fromServer, text: HTTPText.response().replacing("s3pP", with: "xxxx"))
        talk.end(.inputEnded)
        #expect(
            talk.told() == ["open 1 52311→80 /chat 101", "! 1 rfc6455-4.2.2-wrong-accept-header", "close 1 open 0+0"])
    }

    @Test(arguments: [
        ("Upgrade: websocket", "uPGRADE: WebSocket"), ("Connection: Upgrade", "connection: keep-alive, upgrade"),
        ("Host: ", "HOST:   "),
    ])
    func `header names and values count in any case`(_ from: String, _ to: String) {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request().replacing(from, with: to))
        talk.send(.fromServer, text: HTTPText.response().replacing(from, with: to))
        talk.end(.inputEnded)
        #expect(talk.told() == ["open 1 52311→80 /chat 101", "close 1 open 0+0"])
    }

    @Test func `times and the handshake's duration are those of its bytes`() throws {
        var talk = Conversation()
        talk.send(.fromClient, text: String(HTTPText.request().prefix(10)))
        talk.send(.fromClient, text: String(HTTPText.request().dropFirst(10)))
        talk.send(.fromServer, text: HTTPText.response())
        talk.end(.inputEnded)
        var batch = TrafficBatch()
        talk.play(into: &batch)
        guard case .opened(let opening)? = batch.events.first else {
            Issue.record("nothing opened")
            return
        }
        #expect(opening.time == Conversation.time(3))
        #expect(opening.handshake?.duration == 2_000_000)
        #expect(opening.source == .capture)
        var swapped = TrafficBatch()
        talk.mislabelled().play(into: &swapped)
        guard case .opened(let same)? = swapped.events.first else {
            Issue.record("nothing opened")
            return
        }
        #expect(same == opening)
    }

    @Test func `the client's direction alone is shown, and nothing is said of what was not seen`() {
        var talk = Conversation.upgraded("permessage-deflate")
        talk.say(.fromClient, "hello")
        talk.say(.fromClient, .text, Deflater().message("packed"), rsv: 4)
        talk.say(.fromServer, "hi")
        talk.say(.fromClient, .ping, [1])
        talk.say(.fromServer, .pong, [1])
        talk.closeBoth()
        let told = talk.only(.fromClient).told()
        #expect(
            told == [
                "open 1 52311→80 /chat", "1.1 client text 5 «hello»",
                "1.2 client text 6 «packed» compressed inferred-deflate", "1.3 client ping 1 <01>",
                "1.4 client close 2 <03e8>", "close 1 one-sided by client 1000 4+0",
            ])
        #expect(talk.only(.fromClient).difference() == nil)
    }

    @Test func `the client's direction alone with a hole goes on behind it`() {
        var talk = Conversation.upgraded()
        talk.say(.fromClient, "hello")
        talk.lose(.fromClient, 100)
        talk.say(.fromClient, "again")
        talk.closeBoth()
        #expect(
            talk.only(.fromClient).told() == [
                "open 1 52311→80 /chat", "1.1 client text 5 «hello»", "! 1 wscope-bytes-missing",
                "! 1 wscope-resynchronised", "1.2 client text 5 «again» resynchronised", "1.3 client close 2 <03e8>",
                "close 1 one-sided by client 1000 3+0",
            ])
    }

    @Test func `the server's direction alone is shown, and nothing is said of what was not seen`() {
        var talk = Conversation.upgraded("permessage-deflate")
        talk.say(.fromServer, .text, Deflater().message("packed"), rsv: 4)
        talk.say(.fromServer, .ping, [1])
        talk.say(.fromClient, .pong, [1])
        talk.close(.fromServer)
        talk.close(.fromClient)
        talk.finish(.fromServer)
        #expect(
            talk.only(.fromServer).told() == [
                "open 1 52311→80 101", "1.1 server text 6 «packed» compressed", "1.2 server ping 1 <01>",
                "1.3 server close 2 <03e8>", "close 1 one-sided by server 1000 0+3",
            ])
    }

    @Test func `an answer without request opens the connection, and no frame is made of the request`() {
        var talk = Conversation()
        talk.send(.fromServer, text: HTTPText.response())
        talk.send(.fromClient, text: HTTPText.request())
        talk.say(.fromClient, "hello")
        talk.end(.inputEnded)
        #expect(
            talk.told() == [
                "open 1 52311→80 101", "! 1 wscope-resynchronised", "1.1 client text 5 «hello» resynchronised",
                "close 1 open 1+0",
            ])
    }

    @Test func `an attempt that nobody answers is told at the end`() {
        for (end, outcome) in [(StreamEnd.inputEnded, "open"), (.forgotten, "aborted"), (.replaced, "aborted")] {
            var talk = Conversation()
            talk.send(.fromClient, text: HTTPText.request())
            talk.end(end)
            #expect(talk.told() == ["open 1 52311→80 /chat", "close 1 \(outcome) 0+0"])
        }
    }

    @Test func `an attempt that is answered with noise is told at the end`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.send(.fromServer, [0, 1, 2, 3])
        talk.finish(.fromServer)
        #expect(talk.told() == ["open 1 52311→80 /chat", "close 1 fin by server 0+0"])
    }

    @Test func `a request whose head has a hole leaves the answer to open the connection`() {
        var talk = Conversation()
        talk.send(.fromClient, text: String(HTTPText.request().prefix(40)))
        talk.lose(.fromClient, 60)
        talk.send(.fromClient, text: String(HTTPText.request().dropFirst(100)))
        talk.send(.fromServer, text: HTTPText.response())
        talk.say(.fromServer, "welcome")
        talk.say(.fromClient, "hello")
        talk.end(.inputEnded)
        #expect(
            talk.told() == [
                "open 1 52311→80 101", "1.1 server text 7 «welcome»", "1.2 client text 5 «hello»", "close 1 open 1+1",
            ])
    }

    @Test func `an answer whose head has a hole leaves the frames to open the connection`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.send(.fromServer, text: String(HTTPText.response().prefix(40)))
        talk.lose(.fromServer, 40)
        talk.send(.fromServer, text: String(HTTPText.response().dropFirst(80)))
        talk.say(.fromClient, "hello")
        talk.say(.fromServer, "welcome")
        talk.say(.fromServer, "more")
        talk.say(.fromServer, "and more")
        talk.end(.inputEnded)
        let told = talk.told()
        #expect(told.first == "open 1 52311→80 /chat midstream")
        #expect(told.contains("1.1 client text 5 «hello»"))
        #expect(told.contains { $0.contains("server text 7 «welcome»") })
        #expect(told.last == "close 1 open 1+3")
    }

    static func midstream(_ roles: StreamOpening.Roles = .guessed) -> Conversation {
        var talk = Conversation(roles)
        for index in 0..<3 {
            talk.say(.fromClient, "question \(index)")
            talk.say(.fromServer, "answer \(index)")
        }
        talk.end(.inputEnded)
        return talk
    }

    static let recognised = [
        "open 1 52311→80 midstream", "1.1 client text 10 «question 0»", "1.2 server text 8 «answer 0»",
        "1.3 client text 10 «question 1»", "1.4 server text 8 «answer 1»", "1.5 client text 10 «question 2»",
        "1.6 server text 8 «answer 2»", "close 1 open 3+3",
    ]

    @Test func `a capture that begins after the handshake is recognised, and messages are numbered in their order`() {
        #expect(Self.midstream().told() == Self.recognised)
    }

    @Test func `frames tell who is who`() {
        #expect(Self.midstream().mislabelled().told() == Self.recognised)
    }

    @Test func `frames tell who is who at a hole too`() {
        var talk = Conversation(.guessed)
        talk.say(.fromClient, "question 0")
        talk.say(.fromClient, .ping, [1])
        talk.lose(.fromClient, 10)
        talk.say(.fromClient, "question 1")
        talk.finish(.fromClient)
        let told = talk.told()
        #expect(told.count > 3)
        #expect(talk.mislabelled().told() == told)
    }

    @Test(arguments: 0..<20)
    func `a capture that begins inside a frame is recognised at the next one`(_ cut: Int) throws {
        var talk = Self.midstream()
        guard case .bytes(let direction, let bytes) = talk.steps[1] else { return }
        talk.steps[1] = .bytes(direction, Array(bytes[min(cut, bytes.count)...]))
        var batch = TrafficBatch()
        talk.play(into: &batch)
        let sent = Self.recognised.dropFirst().dropLast().map { $0.drop { $0 != " " } }
        let told = batch.messageLines.map { line in
            line.replacing(" resynchronised", with: "").drop { $0 != " " }
        }
        #expect(told.count >= 5)
        for line in told { #expect(sent.contains(line), "\(line) was never sent") }
    }

    @Test func `a compressed stream without handshake is inflated by inference`() {
        var talk = Conversation(.guessed)
        let (client, server) = (Deflater(), Deflater())
        for _ in 0..<3 {
            talk.say(.fromClient, .text, client.message("{\"question\":1}"), rsv: 4)
            talk.say(.fromServer, .text, server.message("{\"answer\":1}"), rsv: 4)
        }
        talk.end(.inputEnded)
        var batch = TrafficBatch()
        talk.play(into: &batch)
        let lines = batch.messageLines
        #expect(lines.count == 6)
        #expect(lines.first == "1.1 client text 14 «{\"question\":1}» compressed inferred-deflate")
        #expect(lines.allSatisfy { $0.contains("inferred-deflate") })
        guard case .opened(let opening)? = batch.events.first else { return }
        #expect((0.0...1).contains(opening.confidence ?? -1))
    }

    @Test func `nothing is missed at the end of a connection whose beginning was not seen`() {
        var talk = Conversation(.guessed)
        for _ in 0..<3 { talk.say(.fromServer, "data of the server") }
        talk.say(.fromServer, .pong, [9])
        talk.close(.fromServer)
        talk.finish(.fromServer)
        var batch = TrafficBatch()
        talk.play(into: &batch)
        #expect(batch.messageLines.count == 5)
        #expect(batch.rules == [])
    }

    static func named(_ deflate: Bool) -> DissectionOptions {
        var options = DissectionOptions()
        options.decodeAs = [80: deflate]
        return options
    }
}
