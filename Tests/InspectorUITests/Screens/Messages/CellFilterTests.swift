import Testing
import Filters
import PayloadViews

@testable import InspectorUI

struct CellFilterTests {
    @Test func `what the cells of every message stand for is a filter that the language knows, and matches it`() throws
    {
        let fixture = try MessagesFixture.usual()
        let session = try SessionView(path: fixture.path)
        for line in session.lines(Array(1...session.messageCount)) {
            let row = MessageRow(line, PayloadContext())
            for cell in [MessageCell.connection, .time, .from, .opcode, .size, .preview] {
                guard let text = CellFilter.text(cell, row, line) else { continue }
                let filter = try Filter(text)
                var found: [Int64] = []
                let search = try SessionSearch(
                    path: fixture.path, filter: filter, connections: nil, hidesControl: false)
                while try search.advance(rows: 100, isDue: { false }, found: { found.append($0) }) {}
                #expect(found.contains(line.number), "\(text) does not match message \(line.number)")
            }
        }
    }

    @Test func `filters are joined so that both have to hold`() {
        #expect(CellFilter.joined("a", to: "") == "a")
        #expect(CellFilter.joined("a", to: "a") == "a")
        #expect(CellFilter.joined("a", to: "b") == "b && a")
        #expect(CellFilter.joined("a", to: "b or c") == "(b or c) && a")
    }
}
