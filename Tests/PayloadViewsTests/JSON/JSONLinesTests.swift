import TestKit
import Testing

@testable import PayloadViews

struct JSONLinesTests {
    private static func picture(_ text: String, isWhole: Bool = true) -> String {
        Sample.picture(of: Array(text.utf8), as: .json, PayloadFacts(kind: .text, isWhole: isWhole))
    }

    @Test func `JSON in a picture`() {
        #expect(
            Self.picture(#" {"a":1.50,"a":"x\n\u00e9","e":[],"o":{},"n":[[1,null],{"k":true}]} "#) == #"""
                {
                  "a": 1.50,
                  "a": "x\n\u00e9",
                  "e": [],
                  "o": {},
                  "n": [
                    [
                      1,
                      null
                    ],
                    {
                      "k": true
                    }
                  ]
                }
                """#)
    }

    static let broken: [(String, Bool, String)] = [
        (#"{"a":"xyz"#, false, "{\n  \"a\": \"xyz\n  cut here: the rest was not captured"),
        (#"{"a":1,"#, false, "{\n  \"a\": 1\n  cut here: the rest was not captured"),
        (#"[1,2"#, true, "[\n  1,\n  2\n  ends too early"),
        ("[tru", false, "[\n  tru\n  cut here: the rest was not captured"),
        ("[1]]x", true, "[\n  1\n]\nno JSON from byte 3 on\n]x"),
        ("[1,}", true, "[\n  1\n  no JSON from byte 3 on\n  }"),
        ("hello", true, "no JSON from byte 0 on\nhello"),
        ("{\"a\u{202e}\":\"\u{7f}\"}", true, "{\n  \"a\\u{202e}\": \"\\x7f\"\n}"),
    ]

    @Test(arguments: broken.indices)
    func `what is cut or broken is shown as far as it goes`(_ index: Int) {
        let (text, isWhole, picture) = Self.broken[index]
        #expect(Self.picture(text, isWhole: isWhole) == picture)
    }

    @Test func `ranges are those of names and values`() {
        let bytes = Array(#"{"a": 12, "b": [true]}"#.utf8)
        let lines = PayloadViewer.lines(of: bytes.span.bytes, as: .json, PayloadFacts(kind: .text))
        let said = lines.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        #expect(said == ["{", #""a": 12"#, #""b": ["#, "true", "]", "}"])
    }

    @Test func `nothing is shown that was not there, wherever the text ends`() {
        let texts = (Sample.graphQL + Sample.jsonRPC + Sample.calls + Sample.json).map(\.bytes)
        for bytes in texts where bytes.first == 0x7b || bytes.first == 0x5b {
            for count in 1...bytes.count {
                let facts = PayloadFacts(kind: .text, isWhole: false)
                let part = Array(bytes.prefix(count))
                let lines = PayloadViewer.lines(of: part.span.bytes, as: .json, facts)
                let shown = lines.flatMap(\.pieces).filter {
                    $0.role != .comment && $0.text.contains("no JSON") == false
                }
                .map(\.text).joined().filter { $0 != " " }
                let source = String(decoding: part, as: UTF8.self).filter { $0 != " " }
                let rest = source.dropFirst(shown.count)
                #expect(
                    source.hasPrefix(shown)
                        || source.filter { $0 != ":" && $0 != "," } == shown.filter { $0 != ":" && $0 != "," },
                    "\(source) \(shown)")
                #expect(rest.allSatisfy { $0 == "," || $0 == ":" } || !source.hasPrefix(shown), "\(source) \(shown)")
            }
        }
    }

    @Test func `what is deeper than the reader goes is said to be`() {
        let text = Self.picture(String(repeating: "[", count: 600))
        #expect(text.contains("deeper than 512: not looked into"))
    }
}
