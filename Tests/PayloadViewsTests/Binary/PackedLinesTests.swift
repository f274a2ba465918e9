import Testing

@testable import PayloadViews

struct PackedLinesTests {
    private static func picture(_ wire: String, as format: PayloadFormat, isWhole: Bool = true) -> String {
        Sample.picture(of: Sample.wire(wire), as: format, PayloadFacts(kind: .binary, isWhole: isWhole))
    }

    @Test func `MessagePack in a picture`() {
        #expect(
            Self.picture(
                "84 a1 'a' 92 c3 c0 a1 'b' c4 02 00 ff a1 'c' d4 05 aa 2a cb 3f f8 00 00 00 00 00 00", as: .messagePack)
                    == """
                    map of 4
                      "a": array of 2
                        true
                        null
                      "b": 2 bytes 00 ff
                      "c": extension 5, 1 byte aa
                      42: 1.5
                    """)
    }

    @Test func `CBOR in a picture`() {
        #expect(
            Self.picture(
                "bf 61 'a' 9f 01 20 ff 61 'b' c1 1a 51 4b 67 b0 61 'c' 7f 61 'x' 61 'y' ff 61 'd' f7 ff", as: .cbor)
                    == """
                    map
                      "a": array
                        1
                        -1
                      "b": tag 1 1363896240
                      "c": text in pieces
                        "x"
                        "y"
                      "d": undefined
                    """)
    }

    @Test(arguments: [
        ("92 01", PayloadFormat.messagePack, false, "array of 2\n  1\n  cut here"),
        ("92 01", .messagePack, true, "array of 2\n  1\n  no value, or one that ends too early"),
        ("92 01 a5 'ab'", .messagePack, false, "array of 2\n  1\n  cut here a5 61 62"),
        ("ff", .cbor, true, "a break where nothing is to be ended"),
        ("1c", .cbor, true, "no value, or one that ends too early 1c"),
    ])
    func `what is cut or broken is shown as far as it goes`(
        _ wire: String, _ format: PayloadFormat, _ isWhole: Bool, _ picture: String
    ) {
        #expect(Self.picture(wire, as: format, isWhole: isWhole) == picture)
    }

    @Test func `ranges are those of the values`() {
        let bytes = Sample.wire("82 a1 'a' 01 a1 'b' a2 'xy'")
        let lines = PayloadViewer.lines(of: bytes.span.bytes, as: .messagePack, PayloadFacts(kind: .binary))
        #expect(lines.map(\.range) == [0..<1, 1..<4, 4..<9])
    }

    @Test func `what is nested too deeply is not looked into`() {
        let picture = Sample.picture(
            of: [UInt8](repeating: 0x91, count: 200), as: .messagePack, PayloadFacts(kind: .binary))
        #expect(picture.hasSuffix("array of 1 deeper than 64: not looked into\n135 bytes after the value\n") == false)
        #expect(picture.contains(" deeper than 64: not looked into"))
    }
}
