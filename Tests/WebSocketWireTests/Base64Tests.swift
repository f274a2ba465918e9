import TestKit
import Testing
import WebSocketWire

struct Base64Tests {
    @Test(
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"), ("the sample nonce", "dGhlIHNhbXBsZSBub25jZQ=="),
        ])
    func `bytes read as RFC 4648 writes them`(_ text: String, _ encoded: String) {
        #expect(Base64.encoded(Array(text.utf8)) == encoded)
        #expect(Base64.decoded(encoded) == Array(text.utf8))
    }

    @Test
    func `every length comes back as it went`() {
        var random = SeededRandom(seed: 64)
        for count in 0...70 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Base64.decoded(Base64.encoded(bytes)) == bytes)
        }
    }

    @Test(arguments: ["Zg", "Zg=", "Zg===", "====", "Z===", "Zm9v=", "Zm 9", "Zm-_", "Zg=g", "Zmäö", "=", "\r\n\r\n"])
    func `what no encoder writes is not read`(_ text: String) {
        #expect(Base64.decoded(text) == nil)
    }

    @Test
    func `bits beyond the last byte do not matter`() {
        #expect(Base64.decoded("Zh==") == [0x66])
    }
}
