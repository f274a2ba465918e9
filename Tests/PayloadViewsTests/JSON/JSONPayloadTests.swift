import Testing

@testable import PayloadViews

struct JSONPayloadTests {
    static let table: [(String, String?, Certainty?)] = [
        ("{}", "JSON object of 0", .likely),
        (#"{"a":1,"b":2,"c":3,"d":4,"e":5}"#, "JSON object of 5: a, b, c, d, …", .likely),
        ("[[1],2]", "JSON array of 2: […], 2", .likely), ("[1]]", "JSON array of 1: 1", .possible),
        (" 12 ", "JSON  12 ", .possible), ("\"x\"", "JSON \"x\"", .possible), ("true", "JSON true", .possible),
        ("1 2", nil, nil), ("hello", nil, nil), ("{", nil, nil), ("[1,}", nil, nil),
    ]

    @Test(arguments: table.indices)
    func `JSON is told from what is none`(_ index: Int) {
        let (text, summary, certainty) = Self.table[index]
        let bytes = Array(text.utf8)
        let view = PayloadViewer.views(of: bytes.span.bytes, PayloadFacts(kind: .text)).first { $0.format == .json }
        #expect(view?.summary == summary)
        #expect(view?.certainty == certainty)
    }

    @Test func `JSON that is cut is JSON as far as it goes`() {
        let bytes = Array(#"{"a":1,"b":[2"#.utf8)
        let view = PayloadViewer.views(of: bytes.span.bytes, PayloadFacts(kind: .text, isWhole: false))
            .first { $0.format == .json }
        #expect(view?.summary == "JSON object: a, b, …")
        #expect(view?.certainty == .likely)
    }
}
