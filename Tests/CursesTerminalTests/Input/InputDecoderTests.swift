import TestKit
import Testing
import TextScreen

@testable import CursesTerminal

struct InputDecoderTests {
    private static func decode(_ chunks: [[UInt8]], keys: KeySequences = KeySequences()) -> [TerminalInput] {
        var decoder = InputDecoder(keys: keys)
        var inputs: [TerminalInput] = []
        for chunk in chunks {
            for byte in chunk { decoder.feed(byte, at: 0, into: &inputs) }
        }
        if decoder.patience != nil { decoder.settle(into: &inputs) }
        #expect(decoder.patience == nil)
        return inputs
    }

    @Test(
        arguments: [
            ("a", [.character("a")]), ("é漢🙂", [.character("é"), .character("漢"), .character("🙂")]),
            ("\r\n\t\u{7f}\u{8}", [.enter, .enter, .tab, .backspace, .backspace]),
            (
                "\u{0}\u{1}\u{3}\u{1a}\u{1c}",
                [.control("@"), .control("a"), .control("c"), .control("z"), .control("\\")]
            ),
            ("\u{1b}", [.escape]), ("\u{1b}\u{1b}", [.escape, .escape]), ("\u{1b}x", [.alt("x")]),
            ("\u{1b}é", [.alt("é")]),
            ("\u{1b}[", [.alt("[")]), ("\u{1b}O", [.alt("O")]), ("\u{1b}]", [.alt("]")]), ("\u{1b}\r", [.enter]),
            ("\u{1b}[A\u{1b}OB\u{1b}[1;5C\u{1b}[D", [.up, .down, .right, .left]),
            ("\u{1b}[H\u{1b}[4~\u{1b}[7~\u{1b}OF", [.home, .end, .home, .end]),
            ("\u{1b}[2~\u{1b}[3~\u{1b}[5~\u{1b}[6~", [.insert, .delete, .pageUp, .pageDown]),
            (
                "\u{1b}OP\u{1b}[11~\u{1b}[[B\u{1b}[15~\u{1b}[24;2~",
                [.function(1), .function(1), .function(2), .function(5), .function(12)]
            ),
            ("\u{1b}[Z", [.backTab]),
            ("\u{1b}[97;5u\u{1b}[27;3;120~\u{1b}[9;2u", [.control("a"), .alt("x"), .backTab]),
            // A cut sequence does not swallow the next key.
            ("\u{1b}[1;\u{1b}[A", [.up]), ("\u{1b}\u{1b}[A", [.escape, .up]),
            // Answers that nobody asked for, focus, unknown sequences.
            (
                "\u{1b}]11;rgb:0/0/0\u{7}a\u{1b}]0;x\u{1b}\\b\u{1b}P1$r\u{1b}\\c",
                [.character("a"), .character("b"), .character("c")]
            ),
            ("\u{1b}[?62;c\u{1b}[I\u{1b}[99~\u{1b}Oza", [.character("a")]),
            ("\u{1b}[99999999999999999999~\u{1b}[;;;~a", [.character("a")]),
        ] as [(String, [Key])])
    func `keys are told apart however their bytes arrive`(_ text: String, _ keys: [Key]) {
        forEveryChunking(of: Array(text.utf8)) { chunks in
            #expect(Self.decode(chunks) == keys.map { .key($0) }, "cut as \(chunks)")
        }
    }

    @Test(arguments: [
        [0xff], [0xc3, 0x28], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0xc2, 0x9b],
    ])
    func `what is not UTF-8, or is a control character in it, is no key`(_ bytes: [Int]) {
        let after = Self.decode([bytes.map { UInt8($0) } + Array("a".utf8)])
        #expect(after.filter { $0 != .key(.character("(")) } == [.key(.character("a"))])
    }

    @Test func `the terminal's own sequences count`() {
        let keys = KeySequences(own: [
            (Array("\u{1b}[25~~".utf8), .function(3)), (Array("\u{1b}q1".utf8), .home), ([1], .up),
        ])
        forEveryChunking(of: Array("\u{1b}q1\u{1b}qx\u{1b}r\u{1}".utf8)) { chunks in
            #expect(Self.decode(chunks, keys: keys) == [.key(.home), .key(.alt("r")), .key(.control("a"))])
        }
    }

    @Test func `a paste is one text, with line ends as they are here`() {
        let wire = Array("\u{1b}[200~a\r\nb\rc\u{1b}[31m漢\u{3}\u{1b}[201~q".utf8)
        forEveryChunking(of: wire) { chunks in
            #expect(Self.decode(chunks) == [.paste("a\nb\nc\u{1b}[31m漢\u{3}"), .key(.character("q"))])
        }
    }

    @Test func `a paste that never ends is given all the same, and one beyond the limit is cut`() {
        #expect(Self.decode([Array("\u{1b}[200~abc".utf8)]) == [.paste("abc")])
        let long = [UInt8](repeating: 0x61, count: InputDecoder.pasteLimit + 5_000)
        let inputs = Self.decode([Array("\u{1b}[200~".utf8) + long + Array("\u{1b}[201~x".utf8)])
        #expect(inputs.count == 2 && inputs.last == .key(.character("x")))
        guard case .paste(let text) = inputs.first else { return #expect(Bool(false), "no paste") }
        #expect(text.utf8.count == InputDecoder.pasteLimit)
    }

    @Test func `the mouse clicks and turns its wheel`() {
        let wire =
            "\u{1b}[<0;5;3M\u{1b}[<0;5;3m\u{1b}[<64;1;1M\u{1b}[<65;200;100M\u{1b}[<2;1;1M\u{1b}[<32;1;1M\u{1b}[M !!"
        forEveryChunking(of: Array(wire.utf8)) { chunks in
            let events = [(MouseEvent.Kind.click, 2, 4), (.wheelUp, 0, 0), (.wheelDown, 99, 199), (.click, 0, 0)]
            #expect(Self.decode(chunks) == events.map { .mouse(MouseEvent($0.0, row: $0.1, column: $0.2)) })
        }
    }

    @Test(arguments: [
        (0, "5;3", MouseEvent.Kind.doubleClick), (400, "5;3", .doubleClick), (401, "5;3", .click), (0, "5;4", .click),
    ])
    func `two clicks at a place within a time are a double click`(
        _ later: UInt64, _ place: String, _ kind: MouseEvent.Kind
    ) {
        var decoder = InputDecoder()
        var inputs: [TerminalInput] = []
        for byte in "\u{1b}[<0;5;3M\u{1b}[<0;5;3m".utf8 { decoder.feed(byte, at: 9, into: &inputs) }
        for byte in "\u{1b}[<0;\(place)M".utf8 { decoder.feed(byte, at: 9 + later * 1_000_000, into: &inputs) }
        guard case .mouse(let second) = inputs.last else { return #expect(Bool(false), "no click") }
        #expect(inputs.count == 2 && second.kind == kind)
    }

    @Test func `random bytes never give a control character as a character, and what is kept is bounded`() {
        var random = SeededRandom(seed: 3)
        let alphabet = Array("\u{1b}\u{1b}\u{1b}[[[<<O]PM;;0129~u\u{7}\\ab".utf8) + [0xc3, 0xe2, 0x82, 0xff, 0x9b]
        for _ in 0..<300 {
            var decoder = InputDecoder()
            var inputs: [TerminalInput] = []
            for step in 0..<400 {
                decoder.feed(
                    alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: UInt64(step), into: &inputs)
                if Int.random(in: 0..<20, using: &random) == 0 { decoder.settle(into: &inputs) }
            }
            decoder.settle(into: &inputs)
            #expect(inputs.allSatisfy(isClean))
            inputs = []
            decoder.feed(0x71, at: 0, into: &inputs)
            #expect(inputs == [.key(.character("q"))])
        }
    }

    private func isClean(_ input: TerminalInput) -> Bool {
        switch input {
        case .key(.character(let scalar)), .key(.alt(let scalar)):
            scalar.value >= 0x20 && !(0x7f..<0xa0).contains(scalar.value)
        case .mouse(let event): event.row >= 0 && event.column >= 0
        default: true
        }
    }
}
