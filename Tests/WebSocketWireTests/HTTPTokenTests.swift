import Testing

@testable import WebSocketWire

struct HTTPTokenTests {
    @Test
    func `the bytes of a token are those of RFC 9110`() {
        let separators = Set("\"(),/:;<=>?@[\\]{} \t".utf8)
        for byte in UInt8.min...UInt8.max {
            let expected = byte > 0x20 && byte < 0x7f && !separators.contains(byte)
            #expect(HTTPToken.isTokenByte(byte) == expected, "byte \(byte)")
        }
    }

    @Test(
        arguments: [
            ("", []), (",", []), ("a", ["a"]), (" a ,\tb,, c ", ["a", "b", "c"]),
            ("a;x=\"1,2\", b", ["a;x=\"1,2\"", "b"]), ("a;x=\"\\\",\", b", ["a;x=\"\\\",\"", "b"]),
            ("a;x=\"open, b", ["a;x=\"open, b"]), ("ä,漢", ["ä", "漢"]),
        ] as [(String, [String])])
    func `a list is split at commas that are not quoted`(_ text: String, _ elements: [String]) {
        #expect(HTTPToken.elements(of: text) == elements)
    }

    @Test
    func `words are the same whatever the case of their ASCII letters`() {
        #expect(HTTPToken.equal("WebSocket", "websocKET"))
        #expect(!HTTPToken.equal("websocket", "websockets"))
        #expect(!HTTPToken.equal("@", "`"))
        #expect(HTTPToken.lowered("AZ az [É") == "az az [É")
    }

    @Test
    func `bytes that are no UTF-8 read as Latin-1`() {
        #expect(HTTPToken.text([0xc3, 0xa4]) == "ä")
        #expect(HTTPToken.text([0xe4]) == "ä")
        #expect(HTTPToken.text([0xff, 0x00]) == "ÿ\0")
    }
}
