import Testing
import Dissection
import Sessions

@testable import InspectorUI

struct ConnectionWordsTests {
    @Test func `who opened, how it went and who ended it is said`() throws {
        let session = try SessionView(path: #require(DemoFixture.shared).path)
        let records = session.connections(Array(1...session.connectionCount))
        let openings = records.map { ConnectionWords.opening($0.opening).map(\.text).joined() }
        #expect(openings.contains { $0.contains("101 Switching Protocols") })
        #expect(openings.contains { $0.contains("401") })
        let endings = records.compactMap(\.closing).map { ConnectionWords.closing($0).map(\.text).joined() }
        #expect(endings.contains { $0.contains("closed clean") && $0.contains("by") })
        #expect(endings.contains { $0.contains("RST") } && endings.contains { $0.contains("FIN") })
        #expect(records.allSatisfy { ConnectionWords.title($0).hasPrefix("#\($0.opening.connection)") })
    }
}
