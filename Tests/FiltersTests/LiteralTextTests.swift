import Testing

@testable import Filters

struct LiteralTextTests {
    @Test(
        arguments: [
            (.number(0), .side, "client"), (.number(Decimal.one), .side, "server"),
            (.number(2 * Decimal.one), .severity, "error"),
            (.number(3 * Decimal.one), .doubt, "not-inflated"), (.number(Decimal.one), .opcode, "1"),
            (.number(15), .duration, "0.000000015"),
            (.number(0x01 * Decimal.one), .mask, "00000001"), (.double(5), .json, "5"),
            (.double(-0.25), .json, "-0.25"),
            (.double(1e15), .json, "1000000000000000.0"), (.double(.leastNonzeroMagnitude), .json, "5e-324"),
            (.flag(true), .flag, "true"), (.null, .json, "null"),
            (.bytes([0x61, 0x22]), .text, #""a\"""#),
        ] as [(Literal, Field.Kind, String)])
    func `values are written as they are read`(_ literal: Literal, _ kind: Field.Kind, _ text: String) {
        #expect(literal.text(of: kind) == text)
    }

    @Test func `opcodes have names where no order is asked for`() {
        #expect(Literal.number(8 * Decimal.one).name(of: .opcode) == "close")
        #expect(Literal.number(11 * Decimal.one).name(of: .opcode) == "0xb")
        #expect(Literal.number(8 * Decimal.one).name(of: .number) == "8")
    }

    @Test func `doubles of every size are read again`() throws {
        for value in [0.1, 1e15, 123456789012345680, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -1e-9, 1.0 / 3] {
            let filter = Filter(
                .field(
                    FieldReference(field: try #require(Field.named("json")), argument: .path(JSONPath(steps: []))),
                    .compare(.equal, .double(value))))
            #expect(try Filter(filter.description) == filter)
        }
    }
}
