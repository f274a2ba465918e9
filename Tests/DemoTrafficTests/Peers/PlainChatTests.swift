import ByteStreams
import Testing

@testable import DemoTraffic

struct PlainChatTests {
    private let stories = PlayedDemo.twoMinutes.stories(of: "tavern")

    @Test
    func `escape sequences and bidirectional controls go over the wire as they are`() {
        let scalars = Set(stories.flatMap { $0.messages.flatMap { $0.text.unicodeScalars } })
        for scalar: Unicode.Scalar in ["\u{1b}", "\u{07}", "\u{202e}", "\u{00}", "\u{9b}"] {
            #expect(scalars.contains(scalar), "\(scalar.value)")
        }
    }

    @Test
    func `one of the two agrees on a subprotocol`() {
        #expect(stories.map { $0.opening.handshake?.upgrade.subprotocol } == [nil, "lines.v2"])
    }

    @Test
    func `what one says, the other hears`() {
        let said = stories[0].texts(.fromClient).dropFirst()
        let heard = stories[1].texts(.fromServer).dropFirst()
        #expect(said.count > 20)
        #expect(said.dropLast().allSatisfy { words in heard.contains("<mallory> " + words) })
    }

    @Test
    func `the server's pings are answered`() {
        let trips = stories[0].messages.compactMap(\.message.answer?.roundTrip)
        #expect(trips.count > 8 && trips.allSatisfy { (30_000_000...40_000_000).contains($0) })
    }
}
