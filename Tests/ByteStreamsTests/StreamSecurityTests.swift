import ByteStreams
import Testing

struct StreamSecurityTests {
    @Test func `of a connection just secured nothing is known`() {
        let facts = StreamSecurity()
        #expect(facts.version == nil && facts.cipherSuite == nil && facts.serverName == nil)
        #expect(facts.applicationProtocol == nil && facts.certificateNames.isEmpty)
    }

    @Test func `notes are the same where kind and words are`() {
        #expect(StreamNote(.alert, "a") == StreamNote(.alert, "a"))
        #expect(StreamNote(.alert, "a") != StreamNote(.recordsLost, "a"))
        #expect(StreamNote(.alert, "a") != StreamNote(.alert, "b"))
    }
}
