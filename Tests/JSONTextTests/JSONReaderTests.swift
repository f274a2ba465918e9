import JSONText
import TestKit
import Testing

struct JSONReaderTests {
    /// A token with its text, whatever window it was read from.
    struct Piece: Hashable, CustomStringConvertible {
        let kind: Character
        let text: String

        init(_ token: JSONReader.Token, _ window: [UInt8]) {
            func text(_ range: Range<Int>) -> String { String(decoding: window[range], as: UTF8.self) }
            switch token {
            case .beginObject: (kind, self.text) = ("{", "")
            case .endObject: (kind, self.text) = ("}", "")
            case .beginArray: (kind, self.text) = ("[", "")
            case .endArray: (kind, self.text) = ("]", "")
            case .name(let range, let isEscaped): (kind, self.text) = (isEscaped ? "N" : "n", text(range))
            case .string(let range, let isEscaped): (kind, self.text) = (isEscaped ? "S" : "s", text(range))
            case .number(let range): (kind, self.text) = ("d", text(range))
            case .bool(let value): (kind, self.text) = ("b", value ? "true" : "false")
            case .null: (kind, self.text) = ("0", "")
            }
        }

        var description: String { text.isEmpty ? String(kind) : "\(kind)\(text)" }
    }

    /// What a text reads as: its tokens, and how it ends, with the place in the whole text where it is invalid.
    struct Reading: Hashable {
        var pieces: [Piece] = []
        var ending = ""

        var text: String { pieces.map(\.description).joined(separator: " ") + " " + ending }
    }

    /// Reads a text that comes in chunks, through a window that holds no more than a token.
    static func reading(_ chunks: [[UInt8]]) -> Reading {
        var reading = Reading()
        var reader = JSONReader()
        var window: [UInt8] = []
        var dropped = 0
        for (index, chunk) in chunks.enumerated() {
            window += chunk
            let isLast = index == chunks.count - 1
            loop: while true {
                switch reader.next(window.span.bytes, isLast: isLast) {
                case .token(let token): reading.pieces.append(Piece(token, window))
                case .cut:
                    reading.ending = "cut"
                    break loop
                case .end:
                    reading.ending = "end"
                    break loop
                case .invalid(let place):
                    reading.ending = "invalid \(dropped + place)"
                    return reading
                }
            }
            dropped += reader.offset
            window.removeFirst(reader.offset)
            reader.drop(reader.offset)
        }
        return reading
    }

    static func reading(_ text: String) -> Reading { reading([Array(text.utf8)]) }

    static let texts: [(String, String)] = [
        ("{}", "{ } end"), ("[]", "[ ] end"), (" [ ] \r\n\t", "[ ] end"), (#""""#, "s end"), ("null", "0 end"),
        ("true", "btrue end"), ("false ", "bfalse end"), ("-12.5e+3", "d-12.5e+3 end"), (#""a\nb""#, #"Sa\nb end"#),
        (#"{"a":1,"b":[true,null]}"#, "{ na d1 nb [ btrue 0 ] } end"),
        (#"{ "a" : { "a" : 1 , "a" : 2 } }"#, "{ na { na d1 na d2 } } end"),
        (#"[[],{},[{}]]"#, "[ [ ] { } [ { } ] ] end"), (#"{"\u0061":"\ud83e"}"#, #"{ N\u0061 S\ud83e } end"#),
        (#"["0123456789abcdef","01234567\"9"]"#, #"[ s0123456789abcdef S01234567\"9 ] end"#),
        ("[1,2", "[ d1 d2 cut"), ("[1,", "[ d1 cut"), ("", " cut"), ("  ", " cut"), (#"{"a"#, "{ cut"),
        (#"{"a":"#, "{ na cut"), (#"{"a""#, "{ na cut"), ("tru", " cut"), ("[nul", "[ cut"), ("-", " cut"),
        ("[1.", "[ cut"),
        (#""ab\"#, " cut"), (#""ab\u00"#, " cut"),
        ("[1,]", "[ d1 invalid 3"), ("[,1]", "[ invalid 1"), ("{,}", "{ invalid 1"),
        (#"{"a":1,}"#, "{ na d1 invalid 7"),
        (#"{"a" 1}"#, "{ na invalid 5"), ("{1:2}", "{ invalid 1"), ("[1 2]", "[ d1 invalid 3"), ("[}", "[ invalid 1"),
        ("{]", "{ invalid 1"), (#"{"a":]"#, "{ na invalid 5"), ("]", " invalid 0"), ("nul1", " invalid 0"),
        ("truE", " invalid 0"), ("undefined", " invalid 0"), ("NaN", " invalid 0"), ("01", " invalid 0"),
        ("[1]x", "[ d1 ] invalid 3"), ("{} {}", "{ } invalid 3"), ("1 2", "d1 invalid 2"), ("'a'", " invalid 0"),
        ("\"a\u{1}\"", " invalid 2"), ("\"01234567\n\"", " invalid 9"), (#""\q""#, " invalid 1"),
        (#""\u00zz""#, " invalid 1"), ("\u{feff}{}", " invalid 0"), ("/**/1", " invalid 0"), ("\u{0}", " invalid 0"),
        (#""a" : 1"#, "sa invalid 4"), ("\"\\\u{1}\"", " invalid 1"),
    ]

    @Test(arguments: texts.indices)
    func `a text is read as the grammar says, however it arrives`(_ index: Int) {
        let (text, expected) = Self.texts[index]
        forEveryChunking(of: Array(text.utf8)) { chunks in
            #expect(Self.reading(chunks.isEmpty ? [[]] : chunks).text == expected, "cut as \(chunks)")
        }
    }

    @Test func `bytes that are no UTF-8 are left to who reads the string`() {
        let bytes: [UInt8] = [0x5b, 0x22, 0xff, 0xc0, 0x22, 0x5d]
        var reader = JSONReader()
        #expect(reader.next(bytes.span.bytes) == .token(.beginArray))
        #expect(reader.next(bytes.span.bytes) == .token(.string(2..<4, isEscaped: false)))
        #expect(reader.next(bytes.span.bytes) == .token(.endArray))
        #expect(reader.next(bytes.span.bytes) == .end)
    }

    @Test func `a number at the window's end may go on`() {
        var reader = JSONReader()
        #expect(reader.next(Array("12".utf8).span.bytes, isLast: false) == .cut)
        #expect(reader.next(Array("123".utf8).span.bytes, isLast: false) == .cut)
        #expect(reader.next(Array("123 ".utf8).span.bytes, isLast: false) == .token(.number(0..<3)))
        #expect(reader.next(Array("123 ".utf8).span.bytes, isLast: false) == .end)
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
    func `what is deeper than the limit is refused, and what is not is read`(_ open: String, _ close: String) {
        for depth in [1, 63, 64, 65, 511, JSONReader.deepest] {
            let text =
                String(repeating: open, count: depth - 1) + (open == "[" ? "[]" : "{}")
                + String(repeating: close, count: depth - 1)
            let reading = Self.reading(text)
            #expect(reading.ending == "end")
            #expect(reading.pieces.count { "[{".contains($0.kind) } == depth)
        }
        let deep = Self.reading(String(repeating: open, count: 100_000))
        #expect(deep.ending == "invalid \(JSONReader.deepest * open.utf8.count)")
        #expect(deep.pieces.count { "[{".contains($0.kind) } == JSONReader.deepest)
    }

    @Test func `objects and arrays inside each other are told apart at any depth`() {
        var random = SeededRandom(seed: 5)
        for _ in 0..<200 {
            let kinds = (0..<Int.random(in: 1...512, using: &random)).map { _ in Bool.random(using: &random) }
            let text =
                kinds.map { $0 ? #"{"":"# : "[" }.joined() + "0" + kinds.reversed().map { $0 ? "}" : "]" }.joined()
            #expect(Self.reading(text).ending == "end")
            let wrong = text.dropLast(kinds.count) + kinds.reversed().map { $0 ? "]" : "}" }.joined()
            #expect(Self.reading(String(wrong)).ending == "invalid \(text.utf8.count - kinds.count)")
        }
    }

    @Test(arguments: [
        (#"{"a":[1,{"b":2}],"c":3} "#, 1, "}"), (#"[[1,[2]],3]"#, 2, "]"), (#"[{},3]"#, 2, "}"),
    ])
    func `a container is passed over to its end`(_ text: String, _ tokens: Int, _ closing: Character) {
        let bytes = Array(text.utf8)
        var reader = JSONReader()
        for _ in 0..<tokens { _ = reader.next(bytes.span.bytes) }
        let depth = reader.depth
        guard case .token(let token) = reader.skipContainer(bytes.span.bytes) else {
            Issue.record("no end")
            return
        }
        #expect(Piece(token, bytes).kind == closing)
        #expect(reader.depth == depth - 1)
    }

    @Test(arguments: ["[1,2", "[1 2]", "[[[", "{\"a\":}"])
    func `a container without an end is passed over as far as it goes`(_ text: String) {
        let bytes = Array(text.utf8)
        var reader = JSONReader()
        _ = reader.next(bytes.span.bytes)
        var other = reader
        var step = other.next(bytes.span.bytes)
        while case .token = step { step = other.next(bytes.span.bytes) }
        #expect(reader.skipContainer(bytes.span.bytes) == step)
    }

    @Test func `dropping more than was read leaves the reader at the window's beginning`() {
        var reader = JSONReader()
        reader.drop(9)
        #expect(reader.offset == 0)
        #expect(reader.next(([0x5b] as [UInt8]).span.bytes) == .token(.beginArray))
        reader.drop(.max)
        #expect(reader.next(([0x5d] as [UInt8]).span.bytes) == .token(.endArray))
    }

    @Test func `a window shorter than what was read is only cut`() {
        var reader = JSONReader()
        _ = reader.next(Array("[1,2,3".utf8).span.bytes)
        _ = reader.next(Array("[1,2,3".utf8).span.bytes)
        #expect(reader.next([UInt8]().span.bytes) == .cut)
    }
}
