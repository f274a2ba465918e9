import Testing
import Filters
import PayloadViews

@testable import InspectorUI

struct PrettyTextTests {
    @Test func `JSON is laid out in lines that fold, and a line stands for a filter`() throws {
        let fixture = try MessagesFixture.usual()
        let session = try SessionView(path: fixture.path)
        let whole = try #require(session.whole(1, payload: .max))
        var pretty = PrettyText(whole, PayloadContext())
        let all = pretty.rows(width: 60).count
        #expect(all >= 9)
        #expect(pretty.isFoldable(0))
        _ = pretty.toggle(0)
        #expect(pretty.rows(width: 60).count < all)
        _ = pretty.toggle(0)
        #expect(pretty.rows(width: 60).count == all)
        let filters = (0..<all).compactMap { pretty.filter(for: $0) }
        #expect(filters.contains("json.user.id == 5"))
        for filter in filters { #expect(throws: Never.self) { try Filter(filter) } }
    }
}
