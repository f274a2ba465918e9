import ByteStreams
import Testing

@testable import DemoTraffic

struct GraphQLSubscriberTests {
    private let stories = PlayedDemo.twoMinutes.stories(of: "shop")

    @Test
    func `a subscription begins, brings results and completes`() throws {
        let story = try #require(stories.first)
        let server = story.texts(.fromServer)
        #expect(server.first == "{\"type\":\"connection_ack\"}")
        #expect(server.filter { $0.contains("\"type\":\"next\"") }.count == 24)
        #expect(server.filter { $0.contains("\"type\":\"error\"") }.count == 1)
        #expect(server.last?.contains("\"type\":\"complete\"") == true)
        #expect(server.filter { $0 == "{\"type\":\"ping\"}" }.count == 3)
        #expect(story.texts(.fromClient).filter { $0 == "{\"type\":\"pong\"}" }.count == 3)
        #expect(story.closing?.code?.rawValue == 1000)
    }

    @Test
    func `who does not introduce itself is closed with a private code and a reason`() throws {
        let story = try #require(stories.first { $0.closing?.code?.rawValue == 4408 })
        let close = try #require(story.messages.first { $0.message.opcode == .close })
        #expect(String(decoding: close.bytes.dropFirst(2), as: UTF8.self) == "Connection initialisation timeout")
        #expect(story.closing?.by == .fromServer)
    }
}
