import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import Exporters

struct ConnectionCommentsTests {
    @Test func `what was not on the wire like this is said`() {
        var security = StreamSecurity()
        security.version = "1.3"
        security.serverName = "example.com"
        guard case .opened(let opening) = Sample.opening(nil, confidence: 0.995, security: security, httpStream: 5)
        else { return #expect(Bool(false)) }
        let comments = ConnectionComments.opening(opening)
        #expect(comments.contains("decrypted from TLS 1.3, for example.com"))
        #expect(comments.contains { $0.hasPrefix("stream 5 of an HTTP/2 connection") })
        #expect(comments.contains { $0.hasPrefix("the handshake was not seen (confidence 99 %)") })
    }

    @Test(arguments: [Double.nan, .infinity, -1, 7])
    func `no confidence stops the program`(_ confidence: Double) {
        guard case .opened(let opening) = Sample.opening(nil, confidence: confidence) else { return }
        #expect(ConnectionComments.opening(opening).count == 2)
    }

    @Test func `the sender in a finding about missing bytes is the one that dissection names`() {
        for side in Direction.allCases {
            var connection = SpokenConnection()
            connection.lose(side, 40)
            connection.frame(side, 0x89, [1])
            connection.close()
            let story = connection.finish()
            #expect(story.lines(["finding"]).contains { $0.contains("wscope-bytes-missing") })
            let again = CaptureStory(of: story.export).lines(["finding"])
            #expect(again.contains { $0.contains("1 bytes from the \(side.name) are missing") })
            PcapngExporterTests.expectSame(story)
        }
        let other = Finding(
            connection: 1, message: nil, time: Timestamp(nanoseconds: 0),
            violation: Violation(StreamRules.bytesMissing, "something else"))
        #expect(ConnectionComments.sender(in: other) == nil)
    }

    @Test func `a finding names its message where it comes late`() {
        let finding = Finding(
            connection: 1, message: 7, time: Timestamp(nanoseconds: 0),
            violation: Violation(StreamRules.pingUnanswered, "no pong"))
        #expect(
            ConnectionComments.finding(finding, names: true)
                == "warning: rfc6455-5.5.2-ping-unanswered (message 7): no pong")
        #expect(ConnectionComments.finding(finding, names: false) == "warning: rfc6455-5.5.2-ping-unanswered: no pong")
    }

    @Test func `messages that are absent are counted`() {
        #expect(ConnectionComments.absent(3..<4) == "message 3 is not in this file")
        #expect(ConnectionComments.absent(3..<6) == "messages 3 to 5 are not in this file")
    }
}
