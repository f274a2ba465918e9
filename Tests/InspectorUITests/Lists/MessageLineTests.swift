import Testing

@testable import InspectorUI

struct MessageLineTests {
    @Test func `a line has the beginning of its payload, a whole message its frames and what is unusual`() throws {
        let fixture = try MessagesFixture.usual()
        let session = try SessionView(path: fixture.path)
        let lines = session.lines(Array(1...session.messageCount))
        #expect(lines.allSatisfy { $0.payload.count <= SessionView.previewBytes })
        let long = try #require(lines.first { ($0.message.length ?? 0) > 1_000 })
        #expect(long.payload.count == SessionView.previewBytes)
        let broken = try #require(lines.first { $0.trouble != nil })
        #expect(session.whole(broken.number, payload: .max)?.trouble?.missing == 1_200)
        let parted = try #require(lines.first { $0.message.frames == 3 })
        #expect(session.whole(parted.number, payload: .max)?.frames.map(\.number) == [1, 2, 3])
    }
}
