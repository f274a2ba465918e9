import Testing

@testable import WebSocketWire

struct OpcodeTests {
    @Test(arguments: [
        (UInt8(0), "continuation", false, false), (1, "text", false, false), (2, "binary", false, false),
        (3, "0x3", false, true), (4, "0x4", false, true), (5, "0x5", false, true), (6, "0x6", false, true),
        (7, "0x7", false, true), (8, "close", true, false), (9, "ping", true, false), (10, "pong", true, false),
        (11, "0xb", true, true), (12, "0xc", true, true), (13, "0xd", true, true), (14, "0xe", true, true),
        (15, "0xf", true, true),
    ])
    func `each of the sixteen values has its name and its kind`(
        _ value: UInt8, _ name: String, _ isControl: Bool, _ isReserved: Bool
    ) {
        let opcode = Opcode(rawValue: value)
        #expect(opcode.description == name)
        #expect(opcode.isControl == isControl)
        #expect(opcode.isReserved == isReserved)
        #expect(Opcode(rawValue: value | 0xf0) == opcode)
    }
}
