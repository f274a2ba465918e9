import JSONText
import TestKit
import Testing

extension JSONReaderTests {
    /// JSON made at random, together with what it must read as.
    struct Made {
        var text = ""
        var reading: [String] = []
        var random: SeededRandom

        mutating func space() {
            if Int.random(in: 0..<4, using: &random) == 0 { text += [" ", "\n", "\t", "\r\n"].randomElement() ?? "" }
        }

        mutating func string(_ plain: Character, _ escaped: Character) {
            let pieces = ["a", "bc", "é", "漢", "01234567", #"\n"#, #"\""#, #"\\"#, #"\u00e9"#, "{", "]", ","]
            var written = ""
            for _ in 0..<Int.random(in: 0..<6, using: &random) { written += pieces.randomElement(using: &random) ?? "" }
            text += "\"\(written)\""
            let kind = written.contains("\\") ? escaped : plain
            reading.append(written.isEmpty ? String(kind) : "\(kind)\(written)")
        }

        mutating func value(_ depth: Int) {
            space()
            switch Int.random(in: 0..<(depth > 5 ? 4 : 6), using: &random) {
            case 0: string("s", "S")
            case 1:
                let number = ["0", "-1", "12.5", "1e9", "0.5E-7"].randomElement(using: &random) ?? "0"
                text += number
                reading.append("d\(number)")
            case 2:
                let value = Bool.random(using: &random)
                text += "\(value)"
                reading.append("b\(value)")
            case 3:
                text += "null"
                reading.append("0")
            case let kind: container(isObject: kind == 4, depth)
            }
            space()
        }

        mutating func container(isObject: Bool, _ depth: Int) {
            text += isObject ? "{" : "["
            reading.append(isObject ? "{" : "[")
            for index in 0..<Int.random(in: 0..<4, using: &random) {
                if index > 0 { text += "," }
                space()
                if isObject {
                    string("n", "N")
                    space()
                    text += ":"
                }
                value(depth + 1)
            }
            space()
            text += isObject ? "}" : "]"
            reading.append(isObject ? "}" : "]")
        }
    }

    @Test func `JSON made at random reads as it was made, whole and in pieces`() {
        for seed in 0..<1_500 as Range<UInt64> {
            var made = Made(random: SeededRandom(seed: seed))
            made.value(0)
            let expected = made.reading.joined(separator: " ") + " end"
            let bytes = Array(made.text.utf8)
            #expect(Self.reading([bytes]).text == expected, "\(made.text)")
            #expect(Self.reading(bytes.map { [$0] }).text == expected, "\(made.text)")
            guard bytes.count > 1, case let cut = Int.random(in: 1..<bytes.count, using: &made.random) else { continue }
            #expect(Self.reading([Array(bytes[..<cut]), Array(bytes[cut...])]).text == expected, "\(made.text)")
            let begun = Self.reading([Array(bytes[..<cut])])
            #expect(begun.ending != "cut" || expected.hasPrefix(begun.pieces.map(\.description).joined(separator: " ")))
            #expect(!begun.ending.hasPrefix("invalid"), "\(made.text) cut at \(cut)")
        }
    }

    @Test func `broken JSON reads the same whole and in pieces`() {
        var random = SeededRandom(seed: 77)
        let alphabet = Array("{}[]\",:\\ truefalsn0123.eE+-u\n\u{1}".utf8) + [0x80, 0xff]
        for seed in 0..<4_000 as Range<UInt64> {
            var made = Made(random: SeededRandom(seed: seed))
            made.value(2)
            var bytes = Array(made.text.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                if Bool.random(using: &random), place < bytes.count {
                    bytes.remove(at: place)
                } else {
                    bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: place)
                }
            }
            let whole = Self.reading([bytes])
            #expect(Self.reading(bytes.map { [$0] }).pieces == whole.pieces || bytes.isEmpty)
            #expect(bytes.isEmpty || Self.reading(bytes.map { [$0] }).ending == whole.ending, "\(bytes)")
        }
    }
}
