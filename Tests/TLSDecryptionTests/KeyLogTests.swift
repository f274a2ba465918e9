import Testing

@testable import TLSDecryption

struct KeyLogTests {
    @Test func `secrets are kept once, by their connection`() throws {
        let random = try #require(TLSRandom(hex(Trace8448.clientRandom)))
        let other = try #require(TLSRandom([UInt8](repeating: 1, count: 32)))
        var keys = KeyLog()
        #expect(keys.takeNews() == false)
        #expect(keys.keep([1], .master, of: random) == .kept)
        #expect(keys.keep([1], .master, of: random) == .knownAlready)
        #expect(keys.keep([2], .master, of: random) == .contradicts)
        #expect(keys.keep([2], .clientEarly, of: random) == .kept)
        #expect(keys.count == 1)
        #expect(keys.secrets(for: random)?.master == [1] && keys.secrets(for: random)?.clientEarly == [2])
        #expect(keys.secrets(for: other) == nil)
        #expect(keys.takeNews() == true && keys.takeNews() == false)
    }

    @Test func `labels say which secrets they may have`() {
        #expect(KeyLogLabel(Array("CLIENT_RANDOM".utf8)[...])?.lengths == [48])
        #expect(KeyLogLabel(Array("CLIENT_TRAFFIC_SECRET_0".utf8)[...])?.lengths == [32, 48])
        #expect(KeyLogLabel(Array("CLIENT_TRAFFIC_SECRET_1".utf8)[...]) == nil)
    }
}
