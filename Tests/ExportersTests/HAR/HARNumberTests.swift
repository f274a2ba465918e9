import JSONText
import TestKit
import Testing

@testable import Exporters

struct HARNumberTests {
    private static func scaled(_ text: String, _ power: Int) -> Int128? {
        let bytes = Array(text.utf8)
        return HARNumber.scaled(bytes.span.bytes, by: power)
    }

    @Test(
        arguments: [
            ("0", 9, 0), ("-0", 9, 0), ("1", 0, 1), ("-1", 0, -1), ("1.5", 9, 1_500_000_000), ("1.5", 0, 2),
            ("-1.5", 0, -2),
            ("1.4", 0, 1), ("0.0000000004", 9, 0), ("0.0000000005", 9, 1),
            ("1700000000.123457", 9, 1_700_000_000_123_457_000),
            ("1.7e9", 0, 1_700_000_000), ("17e-1", 0, 2), ("1E+2", 1, 1_000), ("1e-99999999999999999999", 9, 0),
            ("0e999999", 9, 0), ("18446744073709551615", 0, 18_446_744_073_709_551_615),
            ("123456789012345678901234567890", 0, 123_456_789_012_345_678_901_234_567_890),
            ("0.00000000000000000000000000000000000000001", 9, 0),
            ("1.00000000000000000000000000000000000000000009", 0, 1),
        ] as [(String, Int, Int128)])
    func `a number is scaled exactly`(_ text: String, _ power: Int, _ value: Int128) {
        #expect(Self.scaled(text, power) == value)
    }

    @Test(arguments: ["", "x", "1x", "01", "1.", "-", "1e", "1e400", "-1e39", "NaN", " 1"])
    func `what is no number, or too large, is refused`(_ text: String) {
        #expect(Self.scaled(text, 0) == nil)
    }

    @Test func `moments come back from their decimals`() {
        var random = SeededRandom(seed: 9)
        for _ in 0..<1_000 {
            let number = Int64.random(in: .min ... .max, using: &random)
            let digits = String(number.magnitude)
            let text = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
            let decimal = (number < 0 ? "-" : "") + String(Int(text.dropLast(9)) ?? 0) + "." + text.suffix(9)
            #expect(Self.scaled(decimal, 9) == Int128(number))
        }
    }

    @Test func `values are what they are, and nothing else`() {
        let window = Array("12 \"34\" \"a\\n\" \"1é\" -5 2.5".utf8)
        let span = window.span.bytes
        let number = HARValue(.number(0..<2), in: span)
        #expect((number.integer, number.natural, number.count(), number.text) == (12, 12, 12, nil))
        #expect((number.count(atMost: 11), number.length, number.isNull, number.isTrue) == (nil, 0, false, false))
        let digits = HARValue(.string(4..<6, isEscaped: false), in: span)
        #expect((digits.integer, digits.text, digits.length, digits.fraction) == (34, "34", 2, nil))
        let escaped = HARValue(.string(9..<12, isEscaped: true), in: span)
        #expect((escaped.text, escaped.integer) == ("a\n", nil))
        let negative = HARValue(.number(20..<22), in: span)
        #expect((negative.integer, negative.natural, negative.count()) == (-5, nil, nil))
        let fraction = HARValue(.number(23..<26), in: span)
        #expect((fraction.fraction, fraction.seconds?.nanoseconds) == (2.5, 2_500_000_000))
        let none = HARValue(.null, in: span)
        #expect((none.isNull, none.integer, none.text, none.seconds) == (true, nil, nil, nil))
        let yes = HARValue(.bool(true), in: span)
        let isTrue = yes.isTrue
        #expect(isTrue)
    }

    @Test func `seconds are told to the microsecond`() {
        let window = Array("1795575091.3125799 1e30".utf8)
        let time = HARValue(.number(0..<18), in: window.span.bytes)
        let nanoseconds = time.seconds?.nanoseconds
        #expect(nanoseconds == 1_795_575_091_312_580_000)
        let far = HARValue(.number(19..<23), in: window.span.bytes)
        let isFar = far.seconds == nil
        #expect(isFar)
    }
}
