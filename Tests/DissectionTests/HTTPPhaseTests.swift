import ByteStreams
import Dissection
import Testing
import WebSocketWire

struct HTTPPhaseTests {
    private static func ends(_ talk: Conversation) -> [String] {
        var talk = talk
        talk.handshake()
        talk.say(.fromClient, "2probe")
        talk.end(.inputEnded)
        return talk.told()
    }

    private static let upgraded = [
        "open 1 52311→80 /chat 101", "1.1 client text 6 «2probe»", "close 1 open 1+0",
    ]

    /// What a server says to a poll before the upgrade.
    static let answers = [
        HTTPText.answer("200 OK", "0{\"sid\":\"abc\"}"),
        HTTPText.answer("200 OK", ""),
        HTTPText.answer("304 Not Modified", "").replacing("Content-Length: 0", with: "Content-Length: 99"),
        HTTPText.chunked(["96:0{", "\"sid\"", "}"]),
        "HTTP/1.1 100 Continue\r\n\r\n" + HTTPText.answer("200 OK", "late"),
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + HTTPText.answer("200 OK", "late"),
        "\r\n\r\n" + HTTPText.answer("200 OK", "x"),
    ]

    @Test(arguments: answers)
    func `an upgrade is found behind polling on the same connection`(_ answer: String) {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.poll)
        talk.send(.fromServer, text: answer)
        #expect(Self.ends(talk) == Self.upgraded)
    }

    @Test(arguments: [
        "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 28\r\n\r\nGET /chat HTTP/1.1\r\n\r\n\r\n\r\n\r\n",
        "POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "\r\n\r\nPOST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
    ])
    func `a body of the client is not taken for a request`(_ post: String) {
        var talk = Conversation()
        talk.send(.fromClient, text: post)
        talk.send(.fromServer, text: HTTPText.answer("200 OK", "ok"))
        #expect(Self.ends(talk) == Self.upgraded)
    }

    @Test func `requests ahead of their answers keep their order`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.poll + HTTPText.poll.replacing("GET", with: "HEAD") + HTTPText.request())
        talk.send(
            .fromServer,
            text: HTTPText.answer("200 OK", "a") + "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + HTTPText.response()
        )
        talk.say(.fromServer, "x")
        talk.end(.inputEnded)
        #expect(talk.told() == ["open 1 52311→80 /chat 101", "1.1 server text 1 «x»", "close 1 open 0+1"])
        #expect(talk.told(.joined) == talk.told())
    }

    @Test func `an interim response comes before the switch`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.send(.fromServer, text: "HTTP/1.1 100 Continue\r\n\r\n" + HTTPText.response())
        talk.end(.inputEnded)
        #expect(talk.told() == ["open 1 52311→80 /chat 101", "close 1 open 0+0"])
    }

    @Test(arguments: ["400 Bad Request", "403 Forbidden", "426 Upgrade Required", "503 Service Unavailable", "200 OK"])
    func `a refused attempt is a connection of its own, and the next one another`(_ status: String) {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.send(
            .fromServer,
            text: HTTPText.answer(status, "no", headers: "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"))
        talk.handshake()
        talk.say(.fromServer, "welcome")
        talk.end(.inputEnded)
        #expect(
            talk.told() == [
                "open 1 52311→80 /chat \(status.prefix(3))",
                "close 1 refused by server 0+0",
                "open 2 52311→80 /chat 101",
                "2.1 server text 7 «welcome»",
                "close 2 open 0+1",
            ])
    }

    @Test func `a second attempt sent before the first is refused is not lost`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request() + HTTPText.poll + HTTPText.request(target: "/two"))
        talk.send(.fromServer, text: HTTPText.answer("400 Bad Request", "no"))
        talk.send(.fromServer, text: HTTPText.answer("200 OK", "poll") + HTTPText.response())
        talk.end(.inputEnded)
        #expect(
            talk.told() == [
                "open 1 52311→80 /chat 400", "close 1 refused by server 0+0", "open 2 52311→80 /two 101",
                "close 2 open 0+0",
            ])
    }

    @Test func `the body of a refused attempt is not taken for a request`() {
        var talk = Conversation()
        let head = HTTPText.request().dropLast(1)
        talk.send(.fromClient, text: head + "Content-Length: 4\r\n\r\n\u{1}\u{2}\u{3}\u{4}")
        talk.send(.fromServer, text: HTTPText.answer("400 Bad Request", "no"))
        talk.handshake()
        talk.end(.inputEnded)
        #expect(talk.told().last == "close 2 open 0+0")
    }

    @Test func `a switch to another protocol is silent`() {
        var talk = Conversation()
        talk.send(.fromClient, text: "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
        talk.send(.fromServer, text: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n")
        talk.say(.fromServer, "this is no WebSocket")
        talk.say(.fromClient, "nor is this")
        talk.end()
        #expect(talk.told().isEmpty)
    }

    @Test func `an attempt that is answered with a switch to another protocol is refused`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request().replacing("websocket", with: "websocket, h2c"))
        talk.send(.fromServer, text: "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
        talk.say(.fromServer, "this is no WebSocket")
        talk.end()
        #expect(
            talk.told() == [
                "open 1 52311→80 /chat 101", "! 1 rfc6455-4.2.2-missing-upgrade-header",
                "close 1 refused by server 0+0",
            ])
    }

    @Test(arguments: ["200 Connection established", "200 OK", "204 No Content"])
    func `a tunnel is looked into`(_ status: String) {
        var talk = Conversation()
        talk.send(.fromClient, text: "CONNECT echo.example:80 HTTP/1.1\r\nHost: echo.example:80\r\n\r\n")
        talk.send(.fromServer, text: "HTTP/1.1 \(status)\r\n\r\n")
        #expect(Self.ends(talk) == Self.upgraded)
    }

    @Test func `a tunnel that is refused leaves HTTP as it is`() {
        var talk = Conversation()
        talk.send(.fromClient, text: "CONNECT echo.example:80 HTTP/1.1\r\nHost: echo.example:80\r\n\r\n")
        talk.send(.fromServer, text: HTTPText.answer("407 Proxy Authentication Required", "who?"))
        talk.send(.fromClient, text: "CONNECT echo.example:80 HTTP/1.1\r\nHost: echo.example:80\r\n\r\n")
        talk.send(.fromServer, text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
        #expect(Self.ends(talk) == Self.upgraded)
    }

    @Test func `bytes missing inside a polling body do no harm`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.poll)
        talk.send(.fromServer, text: "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n12345")
        talk.lose(.fromServer, 10)
        talk.send(.fromServer, text: "67890")
        #expect(Self.ends(talk) == Self.upgraded)
    }

    @Test(arguments: [[15], [10, 5], [1, 14]])
    func `a polling body whose end is missing does no harm`(_ gaps: [Int]) {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.poll)
        talk.send(.fromServer, text: "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n12345")
        for gap in gaps { talk.lose(.fromServer, gap) }
        #expect(Self.ends(talk) == Self.upgraded)
    }

    @Test(arguments: [Direction.fromClient, .fromServer])
    func `after missing heads of polling the upgrade is found where a packet begins with it`(_ direction: Direction) {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.poll)
        talk.lose(direction, 500)
        talk.send(direction, text: "rest of something\r\nX: 1\r\n\r\nmore")
        #expect(Self.ends(talk) == Self.upgraded)
    }

    @Test func `the answer is matched with the attempt although answers before it are missing`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.poll)
        talk.lose(.fromServer, 300)
        talk.send(.fromClient, text: HTTPText.poll)
        #expect(Self.ends(talk) == Self.upgraded)
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.6\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", "EHLO example.com\r\n", "* OK IMAP4rev1\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "{\"jsonrpc\":\"2.0\"}", "\u{0}\u{0}\u{0}\u{0}",
    ])
    func `another protocol is silent`(_ text: String) {
        for roles in [StreamOpening.Roles.known, .guessed] {
            var talk = Conversation(roles)
            for direction in Direction.allCases {
                talk.send(direction, text: text)
                talk.send(direction, text: text)
            }
            talk.end()
            #expect(talk.told().isEmpty)
            #expect(talk.difference() == nil)
        }
    }

    @Test func `a random stream is not taken for WebSocket`() {
        for seed in 0..<8 {
            var random = SeededRandomBytes(seed: UInt64(seed))
            var talk = Conversation(.guessed)
            for _ in 0..<100 {
                talk.send(.fromClient, random.bytes(1_460))
                talk.send(.fromServer, random.bytes(1_460))
            }
            talk.end()
            #expect(talk.told().isEmpty, "seed \(seed)")
        }
    }

    @Test(arguments: [UInt8(0), 1, 0x20, 0x80, 0x0a, 0xff])
    func `a file of one byte is not taken for WebSocket, and takes no time`(_ byte: UInt8) {
        var talk = Conversation(.guessed)
        for _ in 0..<200 { talk.send(.fromServer, [UInt8](repeating: byte, count: 1_460)) }
        talk.end()
        let clock = ContinuousClock()
        let time = clock.measure { #expect(talk.told().isEmpty) }
        #expect(time < .seconds(4))
    }
}
