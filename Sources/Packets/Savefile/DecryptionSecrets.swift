/// What a Decryption Secrets Block of a pcapng file carries.
package struct DecryptionSecrets: Sendable, Hashable {
    /// The format of the data: `0x544c534b` is the text of a TLS key log (RFC 9850).
    package let type: UInt32
    /// The secrets, in that format.
    package let data: [UInt8]

    /// The type of the text of a TLS key log.
    package static let tlsKeyLog: UInt32 = 0x544c_534b

    /// Secrets of a format.
    package init(type: UInt32, data: [UInt8]) {
        self.type = type
        self.data = data
    }
}

/// The secrets that a savefile carried so far, up to a limit on their bytes.
struct SecretsStore: Sendable {
    private(set) var kept: [DecryptionSecrets] = []
    /// How many blocks of secrets did not fit and were left out.
    private(set) var leftOut = 0
    private var room: Int

    /// An empty store that keeps `limit` bytes.
    init(limit: Int) {
        room = limit
    }

    /// Whether `count` more bytes fit.
    func hasRoom(for count: Int) -> Bool {
        count <= room
    }

    /// Keeps secrets for which there is room.
    mutating func keep(_ secrets: DecryptionSecrets) {
        room -= secrets.data.count
        kept.append(secrets)
    }

    /// Counts a block that does not fit.
    mutating func leaveOut() {
        leftOut &+= 1
    }
}
