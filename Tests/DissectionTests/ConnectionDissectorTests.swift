import ByteStreams
import Dissection
import Testing
import WebSocketWire

struct ConnectionDissectorTests {
    @Test func `a whole conversation is told from handshake to close`() {
        var talk = Conversation.upgraded()
        talk.say(.fromClient, "Hello")
        talk.say(.fromServer, .binary, [0, 1, 2])
        talk.closeBoth()
        #expect(
            talk.told() == [
                "open 1 52311→80 /chat 101",
                "1.1 client text 5 «Hello»",
                "1.2 server binary 3 <000102>",
                "1.3 client close 2 <03e8>",
                "1.4 server close 2 <03e8>",
                "close 1 clean by client 1000 2+2",
            ])
    }

    /// Conversations that exercise every path of a connection's life.
    static let lives: [Conversation] = [plain, compressed, refusedFirst, polled, early, named, midstream]

    @Test(arguments: lives.indices)
    func `the same bytes cut any way give the same traffic`(_ index: Int) {
        let talk = Self.lives[index]
        var options = DissectionOptions()
        options.tellsFrames = true
        options.decodeAs = index == 5 ? [80: false] : [:]
        let told = talk.told(options)
        #expect(told.count > 3)
        let difference = talk.difference(options)
        #expect(difference == nil, "\(told)")
    }

    private static var plain: Conversation {
        var talk = Conversation.upgraded()
        talk.say(.fromClient, "né", fin: false)
        talk.say(.fromServer, "eins", fin: false)
        talk.say(.fromClient, .ping, [1, 2, 3])
        talk.say(.fromClient, .continuation, Array("cessaire".utf8))
        talk.say(.fromServer, .pong, [1, 2, 3])
        talk.say(.fromServer, .continuation, Array("zwei".utf8))
        talk.say(.fromServer, .binary, [UInt8](repeating: 7, count: 130))
        talk.close(.fromServer, 1001, "away")
        talk.close(.fromClient, 1001)
        talk.finish(.fromServer)
        return talk
    }

    private static var compressed: Conversation {
        var talk = Conversation.upgraded("permessage-deflate")
        let (client, server) = (Deflater(), Deflater())
        for text in ["first message", "second message", "first message again"] {
            let packed = client.message(text)
            talk.say(.fromClient, .text, Array(packed[..<3]), fin: false, rsv: 4)
            talk.say(.fromClient, .continuation, Array(packed[3...]))
            talk.say(.fromServer, .text, server.message(text), rsv: 4)
        }
        talk.closeBoth()
        return talk
    }

    private static var refusedFirst: Conversation {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.send(.fromServer, text: HTTPText.answer("403 Forbidden", "no"))
        talk.handshake()
        talk.say(.fromServer, "in")
        talk.closeBoth()
        return talk
    }

    private static var polled: Conversation {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.poll)
        talk.send(.fromServer, text: HTTPText.chunked(["0{\"sid\":1}", "more"]))
        talk.send(.fromClient, text: "POST /poll HTTP/1.1\r\nHost: server.example.com\r\nContent-Length: 3\r\n\r\nabc")
        talk.send(.fromServer, text: HTTPText.answer("200 OK", "ok"))
        talk.handshake()
        talk.say(.fromClient, "2probe")
        talk.say(.fromServer, "3probe")
        talk.closeBoth()
        return talk
    }

    private static var early: Conversation {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.say(.fromClient, "too soon")
        talk.send(.fromServer, text: HTTPText.response())
        talk.say(.fromServer, "now")
        talk.closeBoth()
        return talk
    }

    private static var named: Conversation {
        var talk = Conversation()
        talk.say(.fromClient, "Hello")
        talk.say(.fromServer, "Hi")
        talk.closeBoth()
        return talk
    }

    private static var midstream: Conversation {
        var talk = Conversation(.guessed)
        for index in 0..<4 {
            talk.say(.fromClient, "question number \(index)")
            talk.say(.fromServer, "answer number \(index)")
        }
        talk.closeBoth()
        return talk
    }

    @Test func `a copy that differs is a finding about its connection`() {
        var talk = Conversation.upgraded()
        talk.steps.append(.conflict(.fromServer, offset: 200, count: 3))
        talk.closeBoth()
        #expect(talk.told()[1] == "! 1 rfc9293-3.4-conflicting-copy")
    }

    @Test func `a copy that differs before the answer is told once the connection has opened`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.steps.append(.conflict(.fromClient, offset: 4, count: 3))
        talk.send(.fromServer, text: HTTPText.response())
        talk.closeBoth()
        let told = talk.told()
        #expect(told.prefix(2) == ["open 1 52311→80 /chat 101", "! 1 rfc9293-3.4-conflicting-copy"])
    }

    @Test func `a copy that differs is silent where nothing is WebSocket`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.poll)
        talk.steps.append(.conflict(.fromClient, offset: 4, count: 3))
        talk.end()
        #expect(talk.told().isEmpty)
    }

    @Test func `roles that are guessed wrong are swapped by what is said`() {
        var talk = Conversation.upgraded()
        talk.say(.fromClient, "Hello")
        talk.closeBoth()
        let told = talk.told()
        let swapped = talk.mislabelled()
        #expect(swapped.told() == told)
        #expect(swapped.difference() == nil)
    }

    @Test func `roles that are guessed wrong are swapped by a response too`() {
        var talk = Conversation(.guessed)
        talk.send(.fromServer, text: HTTPText.response())
        talk.say(.fromServer, "Hello")
        talk.end(.inputEnded)
        let told = talk.told()
        #expect(told == ["open 1 52311→80 101", "1.1 server text 5 «Hello»", "close 1 open 0+1"])
        #expect(talk.mislabelled().told() == told)
        #expect(talk.mislabelled().difference() == nil)
    }

    @Test func `roles that were seen are not swapped`() {
        var talk = Conversation(.known, swapped: true)
        talk.send(.fromServer, text: HTTPText.request())
        talk.send(.fromClient, text: HTTPText.response())
        talk.end()
        #expect(talk.told().isEmpty)
    }
}

extension Conversation {
    func told(_ cut: Cut) -> [String] { told(DissectionOptions(), cut) }
}
