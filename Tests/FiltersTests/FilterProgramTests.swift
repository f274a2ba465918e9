import Testing

@testable import Filters

struct FilterProgramTests {
    /// Conditions, and for every answer to A, B and C, which are the bits 1, 2 and 4 of a place, the bit of what comes out.
    @Test(
        arguments: [
            ("A and B or C", 0b1111_1000),
            ("A or B and C", 0b1110_1010),
            ("not A and B", 0b0100_0100),
            ("not (A or B) and C", 0b0001_0000),
            ("(A or B) and (B or C) and not C", 0b0000_1100),
            ("not not A", 0b1010_1010),
            ("A and (B or (C and not A)) or not B", 0b1011_1011),
            ("not (A and not (B and not C))", 0b0101_1101),
            ("A", 0b1010_1010),
        ] as [(String, UInt8)])
    func `steps come to what the condition says, for every answer`(_ condition: String, _ truths: UInt8) throws {
        for bits: UInt8 in 0..<8 {
            var text = condition
            for (bit, name) in ["A", "B", "C"].enumerated() {
                text = text.replacing(name, with: bits >> UInt8(bit) & 1 == 1 ? "seq == 1" : "seq == 2")
            }
            let answer = try Trial.matches(text, Trial.text("x"))
            #expect(answer == (truths >> bits & 1 == 1), "\(text)")
        }
    }

    @Test func `what need not be asked is passed over`() throws {
        let program = FilterProgram(try Filter("conn == 2 and (seq == 1 or text) and fin").condition)
        #expect(program.steps.count == 7)
        #expect(program.numbers.count == 3 && program.texts.count == 1 && program.connection.count == 1)
        guard case .jumpIfFalse(7) = program.steps[1], case .jumpIfTrue(5) = program.steps[3] else {
            Issue.record("\(program.steps)")
            return
        }
    }
}
