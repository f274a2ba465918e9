import Testing

@testable import PayloadViews

struct CertaintyTests {
    @Test func `what is certain counts most`() {
        #expect([Certainty.certain, .possible, .likely].sorted() == [.possible, .likely, .certain])
    }
}
