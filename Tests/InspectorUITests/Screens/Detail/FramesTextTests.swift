import Testing

@testable import InspectorUI

struct FramesTextTests {
    @Test func `every frame is told field by field`() throws {
        let fixture = try MessagesFixture.usual()
        let session = try SessionView(path: fixture.path)
        let parted = try #require(session.lines(Array(1...session.messageCount)).first { $0.message.frames == 3 })
        let whole = try #require(session.whole(parted.number, payload: .max))
        let times = TimeWords(format: .utc, zone: { _ in 0 }, origin: whole.message.time)
        for width in [20, 40, 100] {
            let text = FramesText.rows(whole, times, width: width).map { $0.pieces.map(\.text).joined() }
            for field in ["FIN", "opcode", "MASK", "length"] {
                #expect(text.filter { $0.contains(field) }.count >= 3, "\(field) at \(width)")
            }
        }
    }
}
