import JSONText
import TestKit
import Testing

struct DecimalDigitsTests {
    private static func text(_ number: UInt64) -> String {
        withUnsafeTemporaryAllocation(byteCount: 24, alignment: 8) { room in
            guard let start = room.baseAddress else { return "" }
            let count = DecimalDigits.put(number, start)
            return String(decoding: room.prefix(count), as: UTF8.self)
        }
    }

    @Test func `every power of ten and its neighbours are written as Swift writes them`() {
        var power: UInt64 = 1
        for _ in 0..<20 {
            for number in [power &- 1, power, power &+ 1, power &* 9] {
                #expect(Self.text(number) == String(number))
            }
            power = power &* 10
        }
        #expect(Self.text(.max) == String(UInt64.max))
        #expect(Self.text(0) == "0")
    }

    @Test func `numbers of every length are written as Swift writes them`() {
        var random = SeededRandom(seed: 7)
        for shift in 0..<64 {
            for _ in 0..<50 {
                let number = random.next() >> UInt64(shift)
                #expect(Self.text(number) == String(number))
            }
        }
        for number in 0..<20_000 as Range<UInt64> {
            #expect(Self.text(number) == String(number))
        }
    }

    @Test(arguments: 0...20)
    func `a fixed length keeps the last digits and fills up with zeros`(_ length: Int) {
        for number in [0, 7, 12_345_678_901_234_567_890] as [UInt64] {
            let digits = String(repeating: "0", count: 20) + String(number)
            withUnsafeTemporaryAllocation(byteCount: 24, alignment: 8) { room in
                guard let start = room.baseAddress else { return }
                DecimalDigits.put(number, length: length, start)
                #expect(String(decoding: room.prefix(length), as: UTF8.self) == String(digits.suffix(length)))
            }
        }
    }
}
