import JSONText
import Testing

@testable import Exporters

struct EscapedPlacesTests {
    static func written(_ text: String, _ places: [Range<Int>]) -> [String] {
        let bytes = Array(text.utf8)
        let secrets = places.map { Secret(range: $0, notation: .plain) }
        return EscapedPlaces.written(secrets, in: bytes.span.bytes).map {
            String(decoding: bytes[$0.range], as: UTF8.self) + ($0.notation == .json ? "!" : "")
        }
    }

    @Test(
        arguments: [
            ("abc", [0..<1, 2..<3], ["a", "c"]), (#"\na\tb"#, [1..<2, 3..<4], ["a", "b"]),
            (#"a\u0062c"#, [1..<2], [#"\u0062!"#]),
            (#"\u00e9x"#, [2..<3], ["x"]), (#"\u00e9x"#, [1..<3], [#"\u00e9x!"#]), (#"\ud83e\udd37x"#, [4..<5], ["x"]),
            (#"\/\/a"#, [0..<3], [#"\/\/a!"#]), ("ab", [0..<99], ["ab"]), ("ab", [5..<9], []), ("", [0..<1], []),
        ] as [(String, [Range<Int>], [String])])
    func `places are found where they are written`(_ text: String, _ places: [Range<Int>], _ expected: [String]) {
        #expect(Self.written(text, places) == expected)
    }

    @Test func `every character is found where it is written`() {
        let text = #"a\"\\\/\u0041\ud83e\udd37\q\u12é\"#
        let bytes = Array(text.utf8)
        var said: [UInt8] = []
        JSONString.append(bytes.span.bytes, to: &said)
        for place in said.indices {
            let found = EscapedPlaces.written(
                [Secret(range: place..<place + 1, notation: .plain)], in: bytes.span.bytes)
            #expect(found.count == 1)
            var again: [UInt8] = []
            for secret in found { JSONString.append(bytes.span.bytes.extracting(secret.range), to: &again) }
            #expect(again.contains(said[place]))
        }
    }
}
