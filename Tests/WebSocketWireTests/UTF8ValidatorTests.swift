import TestKit
import Testing

@testable import WebSocketWire

struct UTF8ValidatorTests {
    /// What the validator knows at the end.
    private struct Verdict: Equatable {
        var invalidOffset: Int?
        var incomplete = 0
    }

    private static func verdict(_ chunks: [[UInt8]]) -> Verdict {
        var validator = UTF8Validator()
        for chunk in chunks { validator.feed(chunk) }
        #expect(validator.isValidSoFar == (validator.invalidOffset == nil))
        #expect(validator.isComplete == (validator.invalidOffset == nil && validator.incompleteLength == 0))
        return Verdict(
            invalidOffset: validator.invalidOffset,
            incomplete: validator.invalidOffset == nil ? validator.incompleteLength : 0)
    }

    /// Characters by the table of RFC 3629 section 4: the ranges of their bytes.
    private static let table: [[ClosedRange<UInt8>]] = [
        [0x00...0x7f],
        [0xc2...0xdf, 0x80...0xbf],
        [0xe0...0xe0, 0xa0...0xbf, 0x80...0xbf],
        [0xe1...0xec, 0x80...0xbf, 0x80...0xbf],
        [0xed...0xed, 0x80...0x9f, 0x80...0xbf],
        [0xee...0xef, 0x80...0xbf, 0x80...0xbf],
        [0xf0...0xf0, 0x90...0xbf, 0x80...0xbf, 0x80...0xbf],
        [0xf1...0xf3, 0x80...0xbf, 0x80...0xbf, 0x80...0xbf],
        [0xf4...0xf4, 0x80...0x8f, 0x80...0xbf, 0x80...0xbf],
    ]

    /// The verdict by that table.
    private static func oracle(_ bytes: [UInt8]) -> Verdict {
        var at = 0
        while at < bytes.count {
            guard let row = table.first(where: { $0[0].contains(bytes[at]) }) else { return Verdict(invalidOffset: at) }
            for (index, range) in row.enumerated() {
                guard at + index < bytes.count else { return Verdict(incomplete: bytes.count - at) }
                guard range.contains(bytes[at + index]) else { return Verdict(invalidOffset: at) }
            }
            at += row.count
        }
        return Verdict()
    }

    private static func isValid(_ bytes: [UInt8]) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }

    @Test
    func `every text of one or two bytes is judged as the standard library does`() {
        var wrong = 0
        for first in UInt8.min...UInt8.max {
            if (Self.verdict([[first]]) == Verdict()) != Self.isValid([first]) { wrong += 1 }
            for second in UInt8.min...UInt8.max {
                let bytes = [first, second]
                let verdict = Self.verdict([bytes])
                if (verdict == Verdict()) != Self.isValid(bytes) || verdict != Self.oracle(bytes) { wrong += 1 }
                if Self.verdict([[first], [second]]) != verdict { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test(
        arguments: [
            [0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x80, 0x80], [0xe0, 0x9f, 0xbf], [0xf0, 0x80, 0x80, 0x80],
            [0xf0, 0x8f, 0xbf, 0xbf], [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80],
            [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xff], [0xfe], [0x80],
            [0xbf], [0xe4, 0xbd, 0x41], [0xe4, 0x41], [0xf0, 0x9f, 0x98, 0x41], [0xf0, 0x9f, 0x41], [0xf0, 0x41],
            [0xc3, 0xc3], [0xc3, 0xa4, 0x80],
        ] as [[UInt8]])
    func `an invalid character is found where it begins, whatever stands around it`(_ bad: [UInt8]) {
        let offset = bad.starts(with: [0xc3, 0xa4]) ? 2 : 0
        for before in ["", "a", "äöü", "漢字", "1234567890123456789012345678901234567890"] {
            for after in ["", "z", "日本", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"] {
                let bytes = Array(before.utf8) + bad + Array(after.utf8)
                let expected = Verdict(invalidOffset: before.utf8.count + offset)
                #expect(Self.verdict([bytes]) == expected)
                #expect(Self.verdict(bytes.map { [$0] }) == expected)
            }
        }
    }

    @Test(
        arguments: [
            [0xc2, 0x80], [0xdf, 0xbf], [0xe0, 0xa0, 0x80], [0xed, 0x9f, 0xbf], [0xee, 0x80, 0x80], [0xef, 0xbf, 0xbf],
            [0xf0, 0x90, 0x80, 0x80], [0xf4, 0x8f, 0xbf, 0xbf], [0xf3, 0xbf, 0xbf, 0xbf], [0xef, 0xbb, 0xbf], [0x00],
        ] as [[UInt8]])
    func `a character at the border of its range is valid, and incomplete when cut`(_ good: [UInt8]) {
        for before in 0...40 {
            let bytes = [UInt8](repeating: 0x61, count: before) + good
            for count in before...bytes.count {
                let incomplete = count == bytes.count ? 0 : count - before
                #expect(Self.verdict([Array(bytes.prefix(count))]) == Verdict(incomplete: incomplete))
            }
        }
    }

    @Test(arguments: [
        "plain text that is longer than thirty-two bytes, so that it is looked at in words", "äöü漢字😀a", "漢漢漢漢漢漢漢漢",
        "😀😀😀😀😀😀", "a😀", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaä", "{\"name\":\"Zoë\",\"日\":\"本\"}",
    ])
    func `a text is valid however it is cut`(_ text: String) {
        let bytes = Array(text.utf8)
        forEveryChunking(of: bytes) { chunks in
            #expect(Self.verdict(chunks) == Verdict())
            #expect(Self.verdict(chunks.dropLast()) == Self.oracle(Array(chunks.dropLast().joined())))
        }
    }

    @Test
    func `random bytes are judged as the table says, the place of the fault included`() {
        var random = SeededRandom(seed: 8)
        let parts = ["a", "ä", "漢", "😀", "abcdefghabcdefghabcdefghabcdefghabcdefgh"].map { Array($0.utf8) }
        for _ in 0..<6_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...12, using: &random) { bytes += parts.randomElement(using: &random) ?? [] }
            if Bool.random(using: &random), !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let expected = Self.oracle(bytes)
            #expect(Self.verdict([bytes]) == expected)
            #expect(Self.verdict(bytes.map { [$0] }) == expected)
            let cut = Int.random(in: 0...bytes.count, using: &random)
            #expect(Self.verdict([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected)
            #expect((expected == Verdict()) == Self.isValid(bytes))
        }
    }

    @Test
    func `nothing takes a fault back`() {
        var validator = UTF8Validator()
        validator.feed([0x61, 0xff])
        validator.feed([0x61])
        validator.feed(RawSpan())
        #expect(validator.invalidOffset == 1)
    }
}
