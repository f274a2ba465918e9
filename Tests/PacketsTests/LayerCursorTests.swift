import Testing

@testable import Packets

struct LayerCursorTests {
    @Test
    func `the cursor never stands outside what was captured`() {
        let bytes: [UInt8] = [1, 2, 3, 4, 5, 6]
        var cursor = LayerCursor(bytes.span.bytes, wireCount: 10, tunnelsLeft: 1)
        #expect(cursor.has(6) && !cursor.has(7))
        cursor.skip(2)
        cursor.limit(toWire: 6)
        #expect((cursor.count, cursor.wireCount) == (4, 6))
        cursor.limit(toAtMost: 9)
        #expect(cursor.wireCount == 6)
        cursor.limit(toAtMost: 3)
        #expect((cursor.count, cursor.wireCount) == (3, 3))
        #expect(cursor.remaining.copied == [3, 4, 5])
        cursor.skip(9)
        #expect((cursor.count, cursor.wireCount) == (0, 0))
    }

    @Test(arguments: [Int.min, -1, 0, 3, 6, .max])
    func `a length on the wire that cannot be is corrected`(_ wireCount: Int) {
        let bytes: [UInt8] = [1, 2, 3, 4, 5, 6]
        let cursor = LayerCursor(bytes.span.bytes, wireCount: wireCount, tunnelsLeft: 1)
        #expect(cursor.wireCount == (wireCount == .max ? 1 << 32 : 6))
    }

    @Test
    func `one tunnel too many is refused`() {
        let bytes: [UInt8] = []
        var cursor = LayerCursor(bytes.span.bytes, wireCount: 0, tunnelsLeft: 1)
        guard case .ipv4 = cursor.enter(.ipv4), case .unpeeled(.malformed(.tooManyTunnels)) = cursor.enter(.ipv4)
        else {
            Issue.record("expected one tunnel, then a refusal")
            return
        }
    }
}
