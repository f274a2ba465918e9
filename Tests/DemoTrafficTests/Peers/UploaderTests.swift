import ByteStreams
import Testing

@testable import DemoTraffic

struct UploaderTests {
    private let stories = PlayedDemo.twoMinutes.stories(of: "files")

    @Test
    func `a file goes up in many fragments with pings between them`() throws {
        let story = try #require(stories.first)
        let file = try #require(story.messages.first { $0.message.opcode == .binary })
        #expect(file.message.frames == Uploader.fragments)
        #expect(file.bytes.count == Uploader.fragments * Uploader.fragment)
        #expect(file.bytes.prefix(4) == [0x89, 0x50, 0x4e, 0x47])
        let pongs = story.messages.filter { $0.message.opcode == .pong }
        #expect(pongs.count == 2)
        #expect(pongs.allSatisfy { $0.message.number > file.message.number && $0.message.time < file.message.time })
    }

    @Test
    func `a megabyte in one frame is rare`() {
        let large = stories.flatMap(\.messages).filter { $0.bytes.count == Uploader.large }
        #expect(large.count == 1)
        #expect(large.first?.message.frames == 1)
        #expect((large.first?.message.time.since(PlayedDemo.start)).map { $0 < 90_000_000_000 } == true)
    }
}
