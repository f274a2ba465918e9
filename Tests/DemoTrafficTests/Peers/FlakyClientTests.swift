import ByteStreams
import Dissection
import Testing

@testable import DemoTraffic

struct FlakyClientTests {
    private let stories = PlayedDemo.twoMinutes.stories(of: "jobs")

    @Test
    func `it is cut in every way in turn`() {
        let ends = stories.prefix(5).map { $0.closing?.outcome }
        #expect(ends == [.reset, .finished, .clean, .finished, .oneSided])
        let noClose = ["rfc6455-7.1.7-no-close-frame"]
        let unanswered = ["rfc6455-5.5.1-close-unanswered"]
        #expect(stories.prefix(5).map(\.rules) == [noClose, noClose, [], noClose, unanswered])
    }

    @Test
    func `one cut goes through the middle of a frame`() {
        let cut = stories.prefix(5).filter { $0.messages.contains { $0.message.hasTrouble } }
        #expect(cut.count == 1)
        #expect(cut.first?.closing?.by == .fromClient)
    }

    @Test
    func `it comes again after growing waits`() {
        let waits = zip(stories, stories.dropFirst()).compactMap { before, after in
            before.closing.map { after.opening.time.since($0.time) / 1_000_000_000 }
        }
        #expect(waits.count >= 6)
        #expect(waits == waits.sorted())
        #expect(waits.first == 1)
        #expect(waits.last == 30)
    }
}
