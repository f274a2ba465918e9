import TestKit
import Testing

@testable import ProxyCertificates

struct ServerNameTests {
    @Test(arguments: [
        ("example.com", "example.com"), ("EXAMPLE.Com.", "example.com"), ("localhost", "localhost"),
        ("a_b-c.example", "a_b-c.example"), ("xn--bcher-kva.example", "xn--bcher-kva.example"), ("1.2.3", "1.2.3"),
        ("z", "z"),
    ])
    func `a name of DNS is one in lower case, without a last dot`(_ text: String, _ name: String) {
        #expect(ServerName(text) == .host(name))
        #expect(ServerName(text)?.description == name)
    }

    @Test(arguments: [
        ("127.0.0.1", [127, 0, 0, 1], "127.0.0.1"),
        ("::1", [UInt8](repeating: 0, count: 15) + [1], "::1"),
        ("[2001:DB8::2]", [0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [2], "2001:db8::2"),
        ("fe80::1%eth0", [0xfe, 0x80] + [UInt8](repeating: 0, count: 13) + [1], "fe80::1"),
    ])
    func `an address is its bytes`(_ text: String, _ bytes: [UInt8], _ description: String) {
        #expect(ServerName(text) == .address(bytes))
        #expect(ServerName(text)?.description == description)
    }

    @Test(arguments: [
        "", ".", "a..b", ".a", "a b", "a/b", "bücher.example", "a\0b", "*.example.com", "[::1", "::g", "a:80", "a\n",
        String(repeating: "a", count: 64) + ".b", String(repeating: "a.", count: 127) + "b",
        String(repeating: "1", count: 300),
    ])
    func `anything else is neither`(_ text: String) {
        #expect(ServerName(text) == nil)
    }

    @Test
    func `names may be as long as DNS allows`() {
        let label = String(repeating: "a", count: 63)
        let longest = [label, label, label, String(repeating: "a", count: 61)].joined(separator: ".")
        #expect(longest.utf8.count == 253)
        #expect(ServerName(longest) == .host(longest))
        #expect(ServerName(longest + ".") == .host(longest))
        #expect(ServerName(longest + "a") == nil)
    }

    @Test(arguments: [
        ("*.example.com", "*.example.com"), ("Example.com", "example.com"), ("*", nil), ("a.*.b", nil), ("a*.b", nil),
        ("**.b", nil), ("a\0.b", nil), ("", nil),
    ])
    func `in certificates the first label may stand for any`(_ text: String, _ name: String?) {
        #expect(ServerName(certificateName: Array(text.utf8)) == name.map { .host($0) })
    }

    @Test(arguments: 0..<40)
    func `in certificates addresses have four bytes, or sixteen`(_ count: Int) {
        let name = ServerName(certificateAddress: [UInt8](repeating: 7, count: count))
        #expect((name != nil) == (count == 4 || count == 16))
    }

    @Test
    func `random bytes never trap`() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            _ = ServerName(certificateName: bytes)
            _ = ServerName(String(decoding: bytes, as: UTF8.self))
        }
    }
}
