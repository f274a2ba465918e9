import Testing

@testable import Packets

struct DecryptionSecretsTests {
    @Test
    func `a store keeps what fits and counts the rest`() {
        var store = SecretsStore(limit: 5)
        #expect(store.hasRoom(for: 5))
        #expect(!store.hasRoom(for: 6))
        store.keep(DecryptionSecrets(type: 1, data: [1, 2, 3]))
        #expect(store.hasRoom(for: 2))
        #expect(!store.hasRoom(for: 3))
        store.leaveOut()
        #expect(store.kept.map(\.data) == [[1, 2, 3]])
        #expect(store.leftOut == 1)
    }
}
