import ByteStreams
import Testing

@testable import DemoTraffic

struct UnwelcomeGuestTests {
    private let stories = PlayedDemo.twoMinutes.stories(of: "admin")

    @Test
    func `every handshake is refused, for several reasons`() {
        #expect(stories.prefix(4).map { $0.opening.handshake?.upgrade.status } == [401, 403, 426, 401])
        #expect(stories.allSatisfy { $0.closing?.outcome == .refused && $0.messages.isEmpty })
    }

    @Test
    func `only the request of a version of the past breaks a law`() {
        #expect(stories.filter { !$0.rules.isEmpty }.map { $0.opening.handshake?.upgrade.status } == [426])
        #expect(stories.flatMap(\.rules) == ["rfc6455-4.1-unsupported-version"])
    }
}
