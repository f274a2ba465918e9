import TestKit
import Testing

@testable import Filters

struct DecimalTests {
    @Test(
        arguments: [
            ("0", 0), ("1", 1_000_000_000), ("-1.5", -1_500_000_000), ("0.000000001", 1), ("12.30", 12_300_000_000),
            ("-0", 0),
            ("0.10000000000000", 100_000_000), ("18446744073709551615", 18_446_744_073_709_551_615_000_000_000),
        ] as [(String, Int128)])
    func `numbers are read exactly`(_ text: String, _ value: Int128) throws {
        #expect(try Decimal.read(text) == value)
    }

    @Test(arguments: [
        ("", "malformed"), ("-", "malformed"), ("1.", "malformed"), (".5", "malformed"), ("1.2.3", "malformed"),
        ("1e3", "malformed"), ("+1", "malformed"), ("1٣", "malformed"), ("0.0000000001", "tooFine"),
        ("0.00000000000000000001", "tooFine"), ("1000000000000000000000000000000000", "tooLarge"),
        (String(repeating: "9", count: 1_000), "tooLarge"),
    ])
    func `what is no number is refused`(_ text: String, _ problem: String) {
        do throws(Decimal.Problem) {
            let value = try Decimal.read(text)
            Issue.record("\(value)")
        } catch {
            #expect("\(error)" == problem)
        }
    }

    @Test func `a unit scales, as long as nothing is lost`() throws {
        #expect(try Decimal.read("1.5", unit: 1_000) == 1_500)
        #expect(try Decimal.read("1.5", unit: 1_024 * Decimal.one) == 1_536 * Decimal.one)
        #expect(throws: Decimal.Problem.self) { try Decimal.read("0.0001", unit: 1_000) }
    }

    @Test func `written numbers are read again`() throws {
        var random = SeededRandom(seed: 1)
        for _ in 0..<2_000 {
            let digits = Int128(Int64.random(in: .min ... .max, using: &random))
            let value = digits * [1, 10, 1_000_000_000, 7_919][Int.random(in: 0..<4, using: &random)]
            #expect(try Decimal.read(Decimal.text(value)) == value)
        }
        #expect(Decimal.text(-1_500_000_000) == "-1.5" && Decimal.text(5) == "0.000000005" && Decimal.text(0) == "0")
    }
}
