import Testing
import TextScreen

@testable import InspectorUI

struct DetailRowTests {
    @Test func `rows are wrapped so that none is too long, and nothing is lost`() {
        let text = "a long line with 漢字 and more words than fit into a row, and thenaverylongwordfollows"
        for width in 4...60 {
            var wrapping = RowWrapping(width: width)
            wrapping.add([TextPiece(text)], line: 3)
            for row in wrapping.rows {
                #expect(row.indent + TextWidth.columns(of: row.pieces.map(\.text).joined()) <= width)
                #expect(row.line == 3)
            }
            #expect(wrapping.rows.map { $0.pieces.map(\.text).joined() }.joined() == text)
        }
    }
}
