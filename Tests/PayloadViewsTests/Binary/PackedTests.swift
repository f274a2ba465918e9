import Testing

@testable import PayloadViews

struct PackedTests {
    private static func said(_ wire: String, _ subprotocol: String?, isWhole: Bool = true) -> String? {
        let context = PayloadContext(subprotocol: subprotocol)
        return Sample.said(of: Sample.wire(wire), PayloadFacts(kind: .binary, context: context, isWhole: isWhole))?.text
    }

    static let table: [(String, String?, String?)] = [
        ("85 a1 'a' 01 a1 'b' 02 a1 'c' 03 a1 'd' 04 a1 'e' 05", "msgpack", "MessagePack map of 5: a, b, c, d, …"),
        ("82 a4 'type' 81 a1 'x' 01 a2 'id' 07", nil, "MessagePack map of 2: type, id"), ("81 01 a3 'abc'", nil, nil),
        ("80", "msgpack", "MessagePack map of 0"), ("90", "msgpack", "MessagePack array of 0"),
        ("91 c4 03 01 02 03", "msgpack", "MessagePack array of 1: 3 bytes"),
        ("92 91 01 02", "msgpack", "MessagePack array of 2: […] …"),
        ("cb 3f f8 00 00 00 00 00 00", "msgpack", "MessagePack 1.5"), ("d4 01 ff", "msgpack", "MessagePack 1 byte"),
        ("01 02", "msgpack", nil), ("c1", "msgpack", nil), ("c0 00 01", "cbor", nil), ("1f", "cbor", nil),
        ("3b ff ff ff ff ff ff ff ff", "cbor", "CBOR -18446744073709551616"), ("f7", "cbor", "CBOR undefined"),
        ("f8 20", "cbor", "CBOR simple 32"), ("c1 1a 00 00 00 01", "cbor", "CBOR 1"), ("9f ff", "cbor", "CBOR array"),
        ("bf ff", "cbor", "CBOR map"), ("7f 61 'a' ff", "cbor", "CBOR …"),
    ]

    @Test(arguments: table.indices)
    func `a value is told where all of the bytes are one`(_ index: Int) {
        let (wire, subprotocol, summary) = Self.table[index]
        #expect(Self.said(wire, subprotocol) == summary)
    }

    @Test func `a value that is cut is told where the capture ends, and not otherwise`() {
        let wire = "83 a4 'type' a4 'tick' a2 'id'"
        #expect(Self.said(wire, nil) == nil)
        #expect(Self.said(wire, nil, isWhole: false) == "MessagePack map of 3: type, id")
    }

    @Test func `what follows a value is shown as bytes`() {
        let picture = Sample.picture(of: [0x01, 0x02, 0x03], as: .messagePack, PayloadFacts(kind: .binary))
        #expect(picture.hasPrefix("1\n2 bytes after the value\n0000  02 03 "))
    }
}
