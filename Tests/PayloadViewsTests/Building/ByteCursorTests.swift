import Testing

@testable import PayloadViews

struct ByteCursorTests {
    static let variables: [([UInt8], Int, UInt64?)] = [
        ([0x00], 4, 0), ([0x7f], 4, 127), ([0x80, 0x01], 4, 128), ([0xff, 0xff, 0xff, 0x7f], 4, 268_435_455),
        ([0xff, 0xff, 0xff, 0xff, 0x01], 4, nil), ([0x80], 4, nil), ([], 4, nil), ([0x96, 0x01], 10, 150),
        ([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], 10, .max),
        ([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02], 10, nil),
        ([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], 99, nil),
    ]

    @Test(arguments: variables.indices)
    func `numbers in groups of seven bits`(_ index: Int) {
        let (bytes, limit, value) = Self.variables[index]
        var cursor = ByteCursor(bytes.span.bytes)
        #expect(cursor.variable(bytes.span.bytes, limit: limit) == value)
        #expect(cursor.at == (value == nil ? 0 : bytes.count))
    }

    @Test func `nothing is read past the end, and the cursor then stays`() {
        let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
        var cursor = ByteCursor(2..<6)
        #expect(cursor.number(bytes.span.bytes, 2) == 0x0304)
        #expect(cursor.left == 2)
        #expect(cursor.number(bytes.span.bytes, 3) == nil)
        #expect(cursor.take(-1) == nil)
        #expect(cursor.take(.max) == nil)
        #expect(cursor.rest == 4..<6)
        #expect(cursor.byte(bytes.span.bytes) == 5)
        #expect(cursor.take(1) == 5..<6)
        #expect(cursor.byte(bytes.span.bytes) == nil)
        #expect(cursor.take(0) == 6..<6)
        #expect(cursor.number(bytes.span.bytes, 9) == nil)
    }

    @Test(
        arguments: [
            ([0, 2, 0x61, 0x62], 2..<4), ([0, 0], 2..<2), ([0, 3, 0x61], nil), ([0], nil), ([], nil),
        ] as [([UInt8], Range<Int>?)])
    func `texts stand behind their length`(_ bytes: [UInt8], _ range: Range<Int>?) {
        var cursor = ByteCursor(bytes.span.bytes)
        #expect(cursor.text(bytes.span.bytes) == range)
        #expect(cursor.at == (range?.upperBound ?? 0))
    }

    @Test func `bytes are asked for anywhere`() {
        let bytes = Array("abcabc".utf8)
        for (place, byte) in [(-1, nil), (0, 0x61), (5, 0x63), (6, nil), (Int.max, nil), (Int.min, nil)]
            as [(Int, UInt8?)]
        {
            #expect(bytes.span.bytes.byte(place) == byte)
        }
        for (start, found) in [(0, 1), (1, 1), (2, 4), (5, nil), (99, nil), (-5, 1)] as [(Int, Int?)] {
            #expect(bytes.span.bytes.first(0x62, from: start) == found)
        }
        #expect([UInt8]().span.bytes.first(0) == nil)
        #expect(bytes.span.bytes.part(4..<99).byteCount == 2)
        #expect(bytes.span.bytes.part(50..<99).byteCount == 0)
        #expect(bytes.span.bytes.starts(with: "abc") && !bytes.span.bytes.starts(with: "abcabcd"))
        #expect(bytes.span.bytes.equals("abcabc") && !bytes.span.bytes.equals("abc"))
    }

    static let decimals: [(String, Int?)] = [
        ("12a", 12), ("0", 0), ("", nil), ("a", nil), ("123456789012345", 123_456_789_012_345),
        ("1234567890123456", nil), ("007", 7), ("-1", nil),
    ]

    @Test(arguments: decimals.indices)
    func `decimal numbers`(_ index: Int) {
        let (text, value) = Self.decimals[index]
        let bytes = Array(text.utf8)
        #expect(bytes.span.bytes.decimal(at: 0)?.value == value)
    }
}
