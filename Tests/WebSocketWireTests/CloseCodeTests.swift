import Testing

@testable import WebSocketWire

struct CloseCodeTests {
    /// The codes that RFC 6455 section 7.4 allows in a Close frame, by its words and the registry.
    private static func expected(_ code: UInt16) -> Rule? {
        if [1004, 1005, 1006, 1015].contains(code) { return FrameRules.closeCodeForbidden }
        let isDefined = (1000...1003).contains(code) || (1007...1014).contains(code)
        return isDefined || (3000...4999).contains(code) ? nil : FrameRules.closeCodeUnused
    }

    @Test
    func `every code is judged by its range, and has a name where it has a meaning`() {
        for number in UInt16.min...UInt16.max {
            let code = CloseCode(rawValue: number)
            #expect(code.violation?.rule == Self.expected(number))
            #expect((code.name == nil) == (Self.expected(number) == FrameRules.closeCodeUnused))
        }
    }

    @Test(
        arguments: [
            (1000, "Normal Closure"), (1001, "Going Away"), (1006, "Abnormal Closure"), (1011, "Internal Error"),
            (1014, "Bad Gateway"), (1015, "TLS Handshake"), (3000, "registered"), (3999, "registered"),
            (4000, "private"),
            (4999, "private"),
        ] as [(UInt16, String)])
    func `a code has the name of the registry`(_ number: UInt16, _ name: String) {
        #expect(CloseCode(rawValue: number).name == name)
    }

    @Test(
        arguments: [
            ([], .empty), ([3], .unreadable(nil)), ([3, 232], .code(CloseCode(rawValue: 1000))),
            ([3, 232] + Array("schüß".utf8), .code(CloseCode(rawValue: 1000))),
            ([3, 232, 0xc3], .unreadable(CloseCode(rawValue: 1000))),
            ([3, 232, 0xff, 0x61], .unreadable(CloseCode(rawValue: 1000))), ([0, 0], .code(CloseCode(rawValue: 0))),
            ([0xff, 0xff], .code(CloseCode(rawValue: 65_535))),
        ] as [([UInt8], CloseBody)])
    func `a body is read as far as it goes`(_ bytes: [UInt8], _ expected: CloseBody) {
        let body = CloseBody(bytes.span.bytes)
        #expect(body == expected)
        let code: CloseCode? = bytes.count < 2 ? nil : CloseCode(rawValue: UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
        #expect(body.code == code)
    }
}
