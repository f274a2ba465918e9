import ByteStreams
import Testing

@testable import InspectorUI

struct SharedTests {
    @Test func `the present is now for what is live, and the last message's time otherwise`() throws {
        let fixture = try MessagesFixture.usual()
        let session = try SessionView(path: fixture.path)
        var shared = Shared(session: session, settings: InspectorSettings(), keys: KeyMap(), zone: { _ in 0 })
        shared.now = Timestamp(nanoseconds: 5)
        #expect(shared.present == session.lastTime)
        shared.status.isLive = true
        #expect(shared.present.nanoseconds == 5)
        shared.status.isEnded = true
        #expect(shared.present == session.lastTime)
    }

    @Test func `a change of the settings is kept`() throws {
        let fixture = try MessagesFixture.usual()
        let session = try SessionView(path: fixture.path)
        var shared = Shared(session: session, settings: InspectorSettings(), keys: KeyMap(), zone: { _ in 0 })
        shared.change { $0.timeFormat = .utc }
        #expect(shared.requests == [.effect(.save(shared.settings))])
        #expect(shared.settings.timeFormat == .utc)
    }
}
