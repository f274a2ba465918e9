import Testing

@testable import InspectorUI

struct HexWordsTests {
    @Test func `bytes and numbers are written in digits, and text where it is printable`() {
        #expect((0...255).map { HexWords.byte(UInt8($0)) }.joined().utf8.count == 512)
        #expect(HexWords.byte(0x0a) == "0a" && HexWords.byte(0xff) == "ff")
        #expect(HexWords.number(0x1f, 4) == "001f" && HexWords.number(0x12345, 4) == "12345")
        #expect(HexWords.ascii([0x41, 0x1b, 0x7e, 0x7f, 0xff]) == "A.~..")
    }

    @Test func `rows hold every byte once, in order`() {
        let bytes = (0..<37).map { UInt8($0) }
        for width in [20, 38, 80] {
            let rows = HexWords.rows(bytes[...], width: width)
            let digits = rows.map { row in row.pieces.map(\.text).joined() }
            #expect(digits.joined().contains("24"))
            #expect(rows.count == (width >= 38 ? 5 : 10))
        }
    }
}
