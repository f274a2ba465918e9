import Glibc
import TestKit
import Testing

@testable import JSONText

struct JSONNumberTests {
    /// What stands at the beginning of a text.
    enum Found: Sendable {
        case end(Int), cut, none
    }

    static let extents: [(String, Found)] = [
        ("0", .end(1)), ("-0", .end(2)), ("7,", .end(1)), ("10 ", .end(2)), ("-12.50e+3]", .end(9)), ("1E5", .end(3)),
        ("1e-07", .end(5)), ("0.0", .end(3)), ("123456789012345678901234567890", .end(30)), ("5a", .end(1)),
        ("", .none), ("-", .cut), ("1.", .cut), ("1e", .cut), ("1e+", .cut), ("1.5E-", .cut), ("-0.", .cut),
        ("01", .none), ("-01", .none), ("+1", .none), (".5", .none), ("1.x", .none), ("1e,", .none), ("1e+x", .none),
        ("-x", .none), ("--1", .none), ("NaN", .none), ("-Infinity", .none), ("x", .none), ("00", .none),
    ]

    @Test(arguments: extents.indices)
    func `a number ends where the grammar says`(_ index: Int) {
        let (text, found) = Self.extents[index]
        let bytes = Array(text.utf8)
        let expected: JSONNumber.Extent =
            switch found {
            case .end(let end): .end(end)
            case .cut: .cut
            case .none: .none
            }
        #expect(JSONNumber.extent(bytes.span.bytes, from: 0) == expected)
        let shifted = Array("[,\(text)".utf8)
        let end = JSONNumber.end(shifted.span.bytes, from: 2)
        if case .end(let place) = found { #expect(end == place + 2) } else { #expect(end == nil) }
    }

    @Test(arguments: [-1, 1, 2, Int.max])
    func `no number begins outside the bytes`(_ start: Int) {
        #expect(JSONNumber.end(([0x31] as [UInt8]).span.bytes, from: start) == nil)
    }

    @Test func `a number longer than any other may be cut after its point`() {
        let bytes = [UInt8](repeating: 0x31, count: 100_000) + [0x2e]
        #expect(JSONNumber.extent(bytes.span.bytes, from: 0) == .cut)
        #expect(JSONNumber.extent((bytes + [0x30]).span.bytes, from: 0) == .end(100_002))
    }

    private static func reference(_ text: String) -> Double { strtod(text, nil) }

    private static func agrees(_ text: String) -> Bool {
        JSONNumber.double(Array(text.utf8).span.bytes)?.bitPattern == reference(text).bitPattern
    }

    @Test(arguments: [
        "0", "-0", "0.0", "-0.0", "1", "-1", "0.1", "0.2", "0.3", "3.14159265358979", "9007199254740991",
        "9007199254740992", "9007199254740993", "-9007199254740993", "999999999999999", "9999999999999999",
        "0.00000000000001", "0.000000000000001", "123456789.123456", "1e308", "1.7976931348623157e308", "1e309",
        "-1e400",
        "2.2250738585072011e-308", "4.9e-324", "2e-324", "1e-400", "1E+2", "1e-2", "8.41e21", "18446744073709551616",
        "0.1e1", "100000000000000000000000", "1.00000000000000011102230246251565404236316680908203125",
        "1.00000000000000011102230246251565404236316680908203124",
    ])
    func `a number is the double that strtod gives`(_ text: String) {
        #expect(Self.agrees(text))
    }

    @Test func `random numbers are the doubles that strtod gives`() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<20_000 {
            let length = Int.random(in: 1...18, using: &random)
            var text = String(Int.random(in: 1...9, using: &random))
            for _ in 1..<max(2, length) { text += String(Int.random(in: 0...9, using: &random)) }
            if Bool.random(using: &random) {
                let point = text.index(text.startIndex, offsetBy: Int.random(in: 1..<text.count, using: &random))
                text.insert(".", at: point)
            }
            if Bool.random(using: &random) { text = "-" + text }
            if Int.random(in: 0..<4, using: &random) == 0 { text += "e\(Int.random(in: -330...330, using: &random))" }
            #expect(Self.agrees(text), "\(text)")
        }
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            #expect(Self.agrees("\(value)"), "\(value)")
        }
    }

    @Test func `a hundred thousand digits are a number too`() {
        let text = "0." + String(repeating: "3", count: 100_000)
        #expect(Self.agrees(text))
        let large = JSONNumber.double(Array(String(repeating: "9", count: 100_000).utf8).span.bytes)
        #expect(large == .infinity)
    }

    @Test(arguments: ["", "-", "1.", "1x", " 1", "1 ", "0x10", "nan", "inf", "1_000", "١", "01", "1e5.", "1\u{0}"])
    func `what is not a number as a whole has no value`(_ text: String) {
        #expect(JSONNumber.double(Array(text.utf8).span.bytes) == nil)
    }
}
