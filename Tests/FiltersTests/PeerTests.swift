import ByteStreams
import TestKit
import Testing

@testable import Filters

struct PeerTests {
    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1"), ("10.1.2.3/8", "10.0.0.0/8"), ("10.0.0.1/32", "10.0.0.1"), ("0.0.0.0/0", "0.0.0.0/0"),
        ("10.0.0.1:80", "10.0.0.1:80"), ("::1", "::1"), ("[::1]", "::1"), ("[2001:DB8::2]:443", "[2001:db8::2]:443"),
        ("2001:db8:1::/32", "2001:db8::/32"), ("ffff:ffff:ffff:ffff:ffff::/68", "ffff:ffff:ffff:ffff:f000::/68"),
        ("::/0", "::/0"), ("[2001:db8::]/32", "2001:db8::/32"), ("10.0.0.1:0", "10.0.0.1:0"),
        ("::ffff:1.2.3.4", "::ffff:1.2.3.4"),
    ])
    func `peers are read, and written shortest`(_ text: String, _ expected: String) throws {
        let peer = try #require(Peer(text))
        #expect(peer.description == expected)
        #expect(Peer(expected) == peer)
    }

    @Test(arguments: [
        "", "10", "10.0.0", "10.0.0.256", "10.0.0.1/33", "10.0.0.1/-1", "10.0.0.1/", "10.0.0.1:65536", "10.0.0.1:",
        ":80",
        "[::1", "[::1]80", "[10.0.0.1]:80", "::1/129", "::g", "host:80", "10.0.0.1/8:80", "10.0.0.1:+5", "[]:80",
        "1.2.3.4/008008",
        "10.0.0.1\u{0}",
    ])
    func `what is no peer is none`(_ text: String) {
        #expect(Peer(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1:5", true), ("10.0.0.0/8", "11.0.0.0:5", false), ("10.0.0.0/8", "[::a00:1]:5", false),
        ("::/0", "1.1.1.1:1", false), ("0.0.0.0/0", "1.1.1.1:1", true), ("1.1.1.1:2", "1.1.1.1:2", true),
        ("1.1.1.1:2", "1.1.1.1:3", false), ("2001:db8::/33", "[2001:db8:7fff::]:1", true),
        ("2001:db8::/33", "[2001:db8:8000::]:1", false), ("::1:0/112", "[::1:ffff]:1", true),
        ("::1:0/112", "[::2:0]:1", false),
    ])
    func `ends are among peers`(_ peer: String, _ end: String, _ expected: Bool) throws {
        #expect(try #require(Peer(peer)).contains(Trial.end(end)) == expected)
    }

    @Test func `any prefix keeps its bits alone`() {
        var random = SeededRandom(seed: 3)
        for prefix in 0...128 {
            let address = IPAddress(v6: random.next(), random.next())
            let kept = address.first(prefix)
            let bits = (0..<128).map { bit in
                let half = bit < 64 ? (address.high, kept.high) : (address.low, kept.low)
                let mask = UInt64(1) << UInt64(63 - bit % 64)
                return bit < prefix ? half.0 & mask == half.1 & mask : half.1 & mask == 0
            }
            #expect(bits.allSatisfy { $0 })
        }
    }
}
