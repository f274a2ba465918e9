import Testing

@testable import InspectorUI

struct HandshakeRowTests {
    @Test func `both sides stand beside each other, and the shorter is filled up`() {
        let rows = HandshakeRow.pair([[.init("abcdefghij")]], [[.init("x")]], 12)
        #expect(
            rows == [
                .two([.init("abcd")], [.init("x")]), .two([.init("  "), .init("ef")], []),
                .two([.init("  "), .init("gh")], []), .two([.init("  "), .init("ij")], []),
            ])
        #expect(HandshakeRow.pair([], [], 80).isEmpty)
        #expect(HandshakeRow.all([[.init("abc")]], 80) == [.one([.init("abc")])])
    }
}
