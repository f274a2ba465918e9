import Testing

@testable import PayloadViews

struct MessagePackReaderTests {
    static let table: [(String, PackedItem)] = [
        ("00", .unsigned(0)), ("7f", .unsigned(127)), ("ff", .signed(-1)), ("e0", .signed(-32)),
        ("cc ff", .unsigned(255)),
        ("cd 01 00", .unsigned(256)), ("ce ff ff ff ff", .unsigned(4_294_967_295)),
        ("cf ff ff ff ff ff ff ff ff", .unsigned(.max)), ("d0 80", .signed(-128)), ("d1 ff 7f", .signed(-129)),
        ("d2 80 00 00 00", .signed(-2_147_483_648)), ("d3 80 00 00 00 00 00 00 00", .signed(.min)), ("c0", .null),
        ("c2", .bool(false)), ("c3", .bool(true)), ("ca 3f c0 00 00", .float(1.5)),
        ("cb 3f f8 00 00 00 00 00 00", .float(1.5)), ("a2 'hi'", .text(1..<3)), ("a0", .text(1..<1)),
        ("d9 02 'hi'", .text(2..<4)), ("da 00 02 'hi'", .text(3..<5)), ("db 00 00 00 02 'hi'", .text(5..<7)),
        ("c4 01 ff", .bytes(2..<3)), ("c5 00 01 ff", .bytes(3..<4)), ("c6 00 00 00 01 ff", .bytes(5..<6)),
        ("d4 01 ff", .extended(type: 1, 2..<3)),
        ("d8 ff 0123 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f", .extended(type: -1, 2..<18)),
        ("c7 01 05 aa", .extended(type: 5, 3..<4)), ("c8 00 01 05 aa", .extended(type: 5, 4..<5)),
        ("c9 00 00 00 01 05 aa", .extended(type: 5, 6..<7)), ("93", .array(3)), ("dc 01 00", .array(256)),
        ("dd 00 01 00 00", .array(65_536)), ("82", .map(2)), ("de 00 10", .map(16)), ("df 00 00 00 01", .map(1)),
    ]

    @Test(arguments: table.indices)
    func `a piece is read as the specification says, and only when all of it is there`(_ index: Int) {
        let (wire, item) = Self.table[index]
        let bytes = Sample.wire(wire)
        var cursor = ByteCursor(bytes.span.bytes)
        #expect(MessagePackReader.next(&cursor, bytes.span.bytes) == item)
        #expect(cursor.left == 0)
        for count in 0..<bytes.count {
            var cut = ByteCursor(0..<count)
            #expect(MessagePackReader.next(&cut, bytes.span.bytes) == nil)
            #expect(cut.at == 0)
        }
    }

    @Test func `the byte that is never used is no piece`() {
        let bytes: [UInt8] = [0xc1, 0]
        var cursor = ByteCursor(bytes.span.bytes)
        #expect(MessagePackReader.next(&cursor, bytes.span.bytes) == nil)
    }
}
