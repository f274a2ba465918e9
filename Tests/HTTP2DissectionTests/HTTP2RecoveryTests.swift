import ByteStreams
import Testing

@testable import HTTP2Dissection

struct HTTP2RecoveryTests {
    @Test func `a gap within data is a gap of its stream alone`() {
        var talk = HTTP2Talk()
        talk.settings()
        talk.open(1, "/a")
        talk.open(3, "/b")
        let frame = HTTP2Talk.frame(0, stream: 1, HTTP2Talk.text(.fromServer, "with a hole in it"))
        talk.send(.fromServer, Array(frame[..<14]))
        talk.steps.append(.gap(.fromServer, 4))
        talk.send(.fromServer, Array(frame[18...]))
        talk.say(.fromServer, 3, "whole")
        talk.say(.fromServer, 1, "next")
        let told = talk.told()
        #expect(told.lines.suffix(2) == ["message 2 server whole", "message 1 server next"])
        #expect(told.lines.dropLast(2).last?.hasPrefix("message 1 server wit") == true)
        #expect(!told.rules.contains("wscope-http2-headers-lost"))
    }

    @Test func `behind a gap over frames the streams go on, and heads cannot be read`() {
        var talk = HTTP2Talk()
        talk.settings()
        talk.open(1, "/a")
        talk.say(.fromClient, 1, "before")
        talk.steps.append(.gap(.fromClient, 40))
        for number in 1...12 { talk.say(.fromClient, 1, "message number \(number)") }
        talk.request(3, "/unseen")
        for number in 1...12 { talk.say(.fromClient, 3, "stranger number \(number)") }
        let told = talk.told()
        #expect(told.rules.contains("wscope-http2-headers-lost"))
        #expect(told.lines.contains("message 1 client message number 12"))
        #expect(told.lines.contains("open 2 3 ?"))
        #expect(told.lines.contains("message 2 client stranger number 12"))
    }

    @Test func `an event of the connection is one of each of its streams`() {
        var talk = HTTP2Talk()
        talk.settings()
        talk.open(1, "/a")
        talk.open(3, "/b")
        talk.steps.append(.finished(.fromServer))
        talk.steps.append(.ended(.complete))
        #expect(talk.told().lines.suffix(2) == ["close 1 fin", "close 2 fin"])
    }
}
