import Testing

@testable import TLSDecryption

struct KeyScheduleTests {
    @Test(arguments: [
        (Trace8448.serverHandshakeSecret, "3fce516009c21727d0f2e4e86ee403bc", "5d313eb2671276ee13000b30"),
        (Trace8448.clientHandshakeSecret, "dbfaa693d1762c5b666af5d950258d01", "5bd3c71b836e0b76bb73265f"),
        (Trace8448.serverSecret, "9f02283b6c9c07efc26bb9f2ac92e356", "cf782b88dd83549aadf1e984"),
        (Trace8448.clientSecret, "17422dda596ed5d9acd890e3c63f5051", "5b78923dee08579033e523d9"),
    ])
    func `the keys of RFC 8448 follow from its secrets`(_ secret: String, _ key: String, _ iv: String) {
        #expect(KeySchedule.expandLabel(hex(secret), "key", count: 16, hash: .sha256) == hex(key))
        #expect(KeySchedule.expandLabel(hex(secret), "iv", count: 12, hash: .sha256) == hex(iv))
    }

    @Test func `the pseudorandom function of TLS 1 2 gives what others give`() {
        let output = KeySchedule.pseudoRandom(
            hex("9bbe436ba940f017b17652849a71db35"), label: "test label", seed: hex("a0ba9f936cda311827a6f796ffd5198c"),
            count: 100, hash: .sha256)
        #expect(
            output
                == hex(
                    """
                    e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa0
                    22f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66
                    """))
        #expect(
            KeySchedule.pseudoRandom([1], label: "a", seed: [2], count: 70, hash: .sha384).prefix(20)
                == KeySchedule.pseudoRandom([1], label: "a", seed: [2], count: 20, hash: .sha384)[...])
    }

    @Test func `every KeyUpdate gives another secret of the same length`() {
        var secret = hex(Trace8448.clientSecret)
        var seen: Set<[UInt8]> = [secret]
        for _ in 0..<5 {
            secret = KeySchedule.nextTrafficSecret(secret, hash: .sha256)
            #expect(secret.count == 32)
            #expect(seen.insert(secret).inserted)
        }
        #expect(ScheduleHash.sha384.length == 48)
    }
}
