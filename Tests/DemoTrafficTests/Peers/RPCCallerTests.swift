import ByteStreams
import Testing

@testable import DemoTraffic

struct RPCCallerTests {
    private let stories = PlayedDemo.twoMinutes.stories(of: "ledger")

    @Test
    func `requests, answers, errors, batches and notifications are seen`() throws {
        let story = try #require(stories.first)
        let client = story.texts(.fromClient)
        let server = story.texts(.fromServer)
        #expect(client.count > 60)
        #expect(client.contains { $0.hasPrefix("[{") } && server.contains { $0.hasPrefix("[{") })
        #expect(server.contains { $0.contains("\"error\":{\"code\":-32601") })
        #expect(server.contains { $0.contains("\"method\":\"chain_subscription\"") })
    }

    @Test
    func `no window is kept, the client's is small, and a compressed message may have two frames`() throws {
        let story = try #require(stories.first)
        let terms = try #require(story.opening.handshake?.upgrade.deflate)
        #expect(terms.serverNoContextTakeover && terms.clientNoContextTakeover && terms.clientMaxWindowBits == 12)
        #expect(story.messages.allSatisfy { $0.message.isCompressed && !$0.message.hasTrouble })
        #expect(story.messages.contains { $0.message.frames == 2 })
    }
}
