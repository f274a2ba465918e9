import Testing

@testable import PayloadViews

struct ProtobufTests {
    private static func picture(_ wire: String, isWhole: Bool = true) -> String {
        Sample.picture(of: Sample.wire(wire), as: .protobuf, PayloadFacts(kind: .binary, isWhole: isWhole))
    }

    @Test func `fields in a picture`() {
        #expect(
            Self.picture(
                "08 96 01 10 ff ff ff ff ff ff ff ff ff 01 1a 03 'Bob' 22 04 0a 02 08 01 2d 00 00 80 3f 31 00 00 00 00 00 00 f8 3f 3a 02 ff 00"
            ) == """
                1: 150
                2: 18446744073709551615  or -1
                3: "Bob"
                4: message? of 4 bytes
                  1: message? of 2 bytes
                    1: 1
                5: 1065353216  fixed32, or 1.0
                6: 4609434218613702656  fixed64, or 1.5
                7: 2 bytes ff 00
                """)
    }

    @Test func `groups are indented`() {
        #expect(Self.picture("0b 10 01 0c 18 02") == "1: group\n  2: 1\n1: end of group\n3: 2")
    }

    @Test(arguments: [
        ("08 01 00 01", true, "1: 1\nno field from byte 2 on 00 01"),
        ("0a 05 'ab'", true, "no field from byte 0 on 0a 05 61 62"),
        ("08 01 12 05 'ab'", false, "1: 1\ncut here: the rest was not captured 12 05 61 62"),
    ])
    func `what is cut or broken is shown as far as it goes`(_ wire: String, _ isWhole: Bool, _ picture: String) {
        #expect(Self.picture(wire, isWhole: isWhole) == picture)
    }

    @Test(arguments: ["00 01", "07 01", "0f 00", "08", "08 80", "0a 05 'ab'", "09 01", "80 80 80 80 80 01 00"])
    func `what cannot be fields is none`(_ wire: String) {
        let bytes = Sample.wire(wire)
        let views = PayloadViewer.views(of: bytes.span.bytes, PayloadFacts(kind: .binary))
        #expect(!views.contains { $0.format == .protobuf })
    }

    @Test func `without a schema it is never more than possible`() {
        let bytes = Sample.wire("0a 03 'Bob' 10 2a")
        #expect(Sample.said(of: bytes, PayloadFacts(kind: .binary)) == nil)
    }
}
