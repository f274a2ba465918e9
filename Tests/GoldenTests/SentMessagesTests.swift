import CaptureKit
import Testing

/// The captures whose makers wrote down what they sent, compared with what is seen in them.
struct SentMessagesTests {
    private static let captures = CaptureFile.all.filter { !$0.sent.isEmpty }

    @Test
    func `there are captures of every way to be encrypted or multiplexed`() {
        let names = Set(Self.captures.map(\.name))
        #expect(names.isSuperset(of: ["tls13", "tls12", "tls12-cbc", "tls-resumption", "http2", "http2-tls"]))
    }

    @Test(arguments: captures)
    func `what is seen is what was sent`(_ capture: CaptureFile) throws {
        let sent = try SentMessage.sent(capture.sent)
        #expect(!sent.isEmpty)
        #expect(try SentMessage.told(capture.story.jsonLines) == sent, "\(capture)")
    }
}
