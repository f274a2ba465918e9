import Testing
import WebSocketWire

struct SHA1Tests {
    @Test(
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
            ),
            (String(repeating: "a", count: 1000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
        ])
    func `a message hashes as FIPS 180-4 says`(_ message: String, _ expected: String) {
        let hash = SHA1.hash(of: Array(message.utf8))
        #expect(hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == expected)
    }

    @Test
    func `every length around a block's border gives 20 bytes, and none the same`() {
        let hashes = Set((0..<200).map { SHA1.hash(of: [UInt8](repeating: 0x61, count: $0)) })
        #expect(hashes.count == 200)
        #expect(hashes.allSatisfy { $0.count == 20 })
    }
}
