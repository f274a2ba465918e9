import ByteStreams
import Dissection
import Testing
import WebSocketWire

struct NamedPortTests {
    @Test func `a named port is WebSocket from its first byte`() {
        var talk = Conversation()
        talk.say(.fromServer, .ping)
        talk.say(.fromClient, .pong)
        talk.closeBoth()
        #expect(
            talk.told(EstablishingTests.named(false)) == [
                "open 1 52311→80 midstream", "1.1 server ping 0", "1.2 client pong 0 answers 1",
                "1.3 client close 2 <03e8>", "1.4 server close 2 <03e8>", "close 1 clean by client 1000 2+2",
            ])
        #expect(talk.told().isEmpty)
        #expect(talk.difference(EstablishingTests.named(false)) == nil)
    }

    @Test func `a named port with deflate is inflated without doubt`() {
        var talk = Conversation()
        let deflater = Deflater()
        talk.say(.fromServer, .text, deflater.message("hello hello"), rsv: 4)
        talk.say(.fromServer, .text, deflater.message("hello hello"), rsv: 4)
        talk.end(.inputEnded)
        #expect(
            talk.told(EstablishingTests.named(true)) == [
                "open 1 52311→80 midstream", "1.1 server text 11 «hello hello» compressed",
                "1.2 server text 11 «hello hello» compressed", "close 1 open 0+2",
            ])
        #expect(
            talk.told(EstablishingTests.named(false)) == [
                "open 1 52311→80 midstream", "1.1 server text 11 «hello hello» compressed inferred-deflate",
                "1.2 server text 11 «hello hello» compressed inferred-deflate", "close 1 open 0+2",
            ])
    }

    @Test func `the end with the named port is the server where nobody knows better`() {
        for talk in [EstablishingTests.midstream(), EstablishingTests.midstream().mislabelled()] {
            #expect(talk.told(EstablishingTests.named(false)) == EstablishingTests.recognised)
        }
    }

    @Test func `a named port with a handshake is told like any other`() {
        var talk = Conversation.upgraded()
        talk.say(.fromClient, "hello")
        talk.end(.inputEnded)
        #expect(talk.told(EstablishingTests.named(true)) == talk.told())
    }

    @Test func `a named port that answers an attempt with frames keeps the attempt's number`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.say(.fromClient, "early")
        talk.say(.fromServer, "no answer")
        talk.end(.inputEnded)
        #expect(
            talk.told(EstablishingTests.named(false)) == [
                "open 1 52311→80 /chat midstream", "1.1 client text 5 «early»", "1.2 server text 9 «no answer»",
                "close 1 open 1+1",
            ])
    }
}
