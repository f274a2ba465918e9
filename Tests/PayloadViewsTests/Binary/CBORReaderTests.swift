import Testing

@testable import PayloadViews

struct CBORReaderTests {
    /// Examples of RFC 8949 appendix A.
    static let table: [(String, PackedItem)] = [
        ("00", .unsigned(0)), ("17", .unsigned(23)), ("18 18", .unsigned(24)), ("19 03 e8", .unsigned(1_000)),
        ("1a 00 0f 42 40", .unsigned(1_000_000)), ("1b ff ff ff ff ff ff ff ff", .unsigned(.max)), ("20", .signed(-1)),
        ("38 63", .signed(-100)), ("3b ff ff ff ff ff ff ff ff", .below(.max)),
        ("3b 7f ff ff ff ff ff ff ff", .signed(.min)),
        ("3b 80 00 00 00 00 00 00 00", .below(1 << 63)), ("f9 3c 00", .float(1)), ("f9 7b ff", .float(65_504)),
        ("f9 00 01", .float(5.960464477539063e-8)), ("f9 04 00", .float(0.00006103515625)), ("f9 c4 00", .float(-4)),
        ("f9 7c 00", .float(.infinity)), ("f9 fc 00", .float(-.infinity)), ("fa 47 c3 50 00", .float(100_000)),
        ("fb 3f f1 99 99 99 99 99 9a", .float(1.1)), ("f4", .bool(false)), ("f5", .bool(true)), ("f6", .null),
        ("f7", .undefined), ("f0", .simple(16)), ("f8 ff", .simple(255)), ("c1", .tag(1)), ("d9 d9 f7", .tag(55_799)),
        ("40", .bytes(1..<1)), ("44 01 02 03 04", .bytes(1..<5)), ("62 'hi'", .text(1..<3)),
        ("78 02 'hi'", .text(2..<4)),
        ("83", .array(3)), ("9f", .array(nil)), ("a2", .map(2)), ("bf", .map(nil)), ("5f", .pieces(isText: false)),
        ("7f", .pieces(isText: true)), ("ff", .stop), ("9b ff ff ff ff ff ff ff ff", .array(.max)),
    ]

    @Test(arguments: table.indices)
    func `a piece is read as the specification says, and only when all of it is there`(_ index: Int) {
        let (wire, item) = Self.table[index]
        let bytes = Sample.wire(wire)
        var cursor = ByteCursor(bytes.span.bytes)
        #expect(CBORReader.next(&cursor, bytes.span.bytes) == item)
        #expect(cursor.left == 0)
        for count in 0..<bytes.count {
            var cut = ByteCursor(0..<count)
            #expect(CBORReader.next(&cut, bytes.span.bytes) == nil)
        }
    }

    @Test(arguments: ["1c", "1f", "3f", "df", "fc", "f8 1f", "7b ff ff ff ff ff ff ff ff 00", "5a 7f ff ff ff"])
    func `what is no piece is none`(_ wire: String) {
        let bytes = Sample.wire(wire)
        var cursor = ByteCursor(bytes.span.bytes)
        #expect(CBORReader.next(&cursor, bytes.span.bytes) == nil)
        #expect(cursor.at == 0)
    }

    @Test func `half a number that is none is none`() {
        #expect(CBORReader.half(0x7e00).isNaN)
        #expect(CBORReader.half(0x8000).sign == .minus)
    }
}
