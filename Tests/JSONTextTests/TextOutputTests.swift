import TestKit
import Testing

@testable import JSONText

struct TextOutputTests {
    @Test(arguments: [
        0, 1, 9, 10, 11, 99, 100, 12_345, 999_999, 1_000_000, UInt64(UInt32.max), UInt64.max - 1, UInt64.max,
        9_999_999_999_999_999_999, 10_000_000_000_000_000_000,
    ])
    func `a number is written in decimal`(_ number: UInt64) {
        #expect(written { $0.write(number) } == String(number))
    }

    @Test
    func `every power of ten and its neighbours are written whole`() {
        var power: UInt64 = 1
        for _ in 0..<20 {
            let around = [power - 1, power, power + 1]
            let text = written { output in
                for number in around {
                    output.write(number)
                    output.write(byte: 0x20)
                }
            }
            #expect(text == around.map { "\($0) " }.joined())
            let (next, overflow) = power.multipliedReportingOverflow(by: 10)
            if overflow { break }
            power = next
        }
    }

    @Test(arguments: [Int.min, Int.min + 1, -1_000, -10, -9, -1, 0, 1, 42, Int.max])
    func `a number below zero has its sign`(_ number: Int) {
        #expect(written { $0.write(number) } == String(number))
    }

    @Test(arguments: [
        (0, 3, "000"), (7, 1, "7"), (42, 1, "2"), (42, 2, "42"), (42, 9, "000000042"), (1_234_567_891, 9, "234567891"),
        (UInt64.max, 20, "18446744073709551615"), (UInt64.max, 25, "18446744073709551615"), (5, 0, ""), (5, -3, ""),
    ])
    func `a number is cut or filled to its digits`(_ number: UInt64, _ digits: Int, _ text: String) {
        #expect(written { $0.write(number, digits: digits) } == text)
    }

    @Test
    func `texts, bytes and numbers keep their order`() {
        let bytes: [UInt8] = [0x00, 0xff]
        let text = WrittenText()
        text.collect { output in
            output.write("{" as StaticString)
            output.write("ä" as StaticString)
            output.write(text: String("漢字"))
            output.write(text: "" as String)
            output.write(bytes.span.bytes)
            output.write(byte: 0x7d)
            output.write(UInt64(1))
        }
        #expect(text.bytes == Array("{ä漢字".utf8) + [0x00, 0xff, 0x7d, 0x31])
    }

    @Test(arguments: [
        0, 1, TextOutput.capacity - 1, TextOutput.capacity, TextOutput.capacity + 1, 3 * TextOutput.capacity + 17,
    ])
    func `what is larger than a block arrives whole and in order`(_ count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let text = WrittenText()
        text.collect { output in
            output.write(byte: 0x41)
            output.write(bytes.span.bytes)
            output.write(byte: 0x42)
        }
        #expect(text.bytes == [0x41] + bytes + [0x42])
        #expect(text.blocks.allSatisfy { !$0.isEmpty && $0.count <= TextOutput.capacity })
    }

    @Test
    func `small pieces across the border of a block arrive whole and in order`() {
        let text = WrittenText()
        var expected: [UInt8] = []
        text.collect { output in
            for number in 0..<90_000 {
                output.write(number)
                output.write("," as StaticString)
                expected += Array("\(number),".utf8)
            }
        }
        #expect(text.bytes == expected)
        #expect(text.blocks.count == 3)
    }

    @Test
    func `nothing goes to whoever wants no more`() {
        let text = WrittenText()
        text.wanted = 1
        let large = [UInt8](repeating: 0x61, count: TextOutput.capacity)
        var closed: [Bool] = []
        text.collect { output in
            output.write("first" as StaticString)
            closed.append(output.isClosed)
            output.flush()
            closed.append(output.isClosed)
            for _ in 0..<4 { output.write(large.span.bytes) }
            output.write("last" as StaticString)
            closed.append(output.isClosed)
        }
        #expect(text.string == "first")
        #expect(closed == [false, true, true])
    }

    @Test
    func `flushing nothing tells nobody`() {
        let text = WrittenText()
        text.collect { output in
            output.flush()
            output.write(byte: 0x61)
            output.flush()
            output.flush()
        }
        #expect(text.blocks == [[0x61]])
    }
}
