import Testing

@testable import TLSDecryption

struct TLSObstacleTests {
    @Test func `every obstacle says what is in the way`() throws {
        let random = try #require(TLSRandom([UInt8](repeating: 0xab, count: 32)))
        let all: [TLSObstacle] = [
            .noSecret(random, isHelloEncrypted: false), .noSecret(random, isHelloEncrypted: true),
            .secretsDoNotFit(random), .beganBefore, .helloLost, .cipherSuite("X"), .version("TLS 1.0"),
            .refused("an alert"), .renegotiated, .lost,
        ]
        #expect(Set(all.map(\.text)).count == all.count)
        #expect(all[0].text == "no secret for client random " + String(repeating: "ab", count: 32))
        #expect(all[1].text.contains("ECH"))
    }
}
