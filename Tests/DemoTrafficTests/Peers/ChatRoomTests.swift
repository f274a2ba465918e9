import ByteStreams
import Testing

@testable import DemoTraffic

struct ChatRoomTests {
    private let stories = PlayedDemo.twoMinutes.stories(of: "chat.example.com")

    @Test
    func `three people are in the room, and one goes away and comes back`() {
        #expect(stories.count == 4)
        #expect(stories.filter { $0.closing?.code?.rawValue == 1001 }.count == 1)
        #expect(stories.filter { $0.closing == nil }.count == 3)
    }

    @Test
    func `what one says, both others hear`() {
        let present = stories.prefix(3)
        let heard = present.map { Set($0.texts(.fromServer).filter { $0.contains("[\"said\"") }.map(Self.words)) }
        var count = 0
        for (person, story) in present.enumerated() {
            let said = story.texts(.fromClient).filter { $0.contains("[\"say\"") }
            for words in said.prefix(4).map(Self.words) {
                count += 1
                #expect(heard.indices.allSatisfy { $0 == person || heard[$0].contains(words) }, "\(words)")
            }
        }
        #expect(count == 12)
    }

    private static func words(_ event: String) -> String {
        event.firstRange(of: "\"text\":").map { String(event[$0.upperBound...]) } ?? ""
    }

    @Test
    func `every event is acknowledged, and the protocol's pings are answered`() {
        for story in stories {
            let client = story.texts(.fromClient)
            let server = story.texts(.fromServer)
            #expect(client.filter { $0.contains("[\"say\"") }.count == server.filter { $0.hasPrefix("43") }.count)
            #expect(server.filter { $0 == "2" }.count == client.filter { $0 == "3" }.count)
        }
        #expect(stories[0].texts(.fromServer).filter { $0 == "2" }.count >= 5)
    }

    @Test
    func `control characters are escaped, as JSON has them`() {
        let scalars = stories.flatMap { $0.texts(.fromClient) + $0.texts(.fromServer) }.flatMap(\.unicodeScalars)
        #expect(scalars.allSatisfy { $0.value >= 0x20 })
        #expect(stories[0].messages.contains { $0.text.contains("\\u001b[31m") })
    }
}
