import Testing

@testable import PayloadViews

struct PayloadViewTests {
    @Test func `a line's text is that of its pieces`() {
        let pieces = [PayloadView.Piece(text: "a", role: .name), PayloadView.Piece(text: ": 1", role: .number)]
        #expect(PayloadView.Line(indent: 2, pieces: pieces, range: 0..<3).text == "a: 1")
    }

    @Test func `a view is named after its format`() {
        #expect(Sample.mqtt[0].view?.name == "mqtt")
        #expect(Sample.socketIO[0].view?.name == "socket.io")
    }
}
