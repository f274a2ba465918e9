/// The secrets that key logs gave (RFC 9850), by the client random of their connection.
package struct KeyLog: Sendable {
    /// The secrets of one connection that decryption needs.
    package struct Secrets: Sendable, Hashable {
        var master: [UInt8]?
        var clientEarly: [UInt8]?
        var clientHandshake: [UInt8]?
        var serverHandshake: [UInt8]?
        var clientTraffic: [UInt8]?
        var serverTraffic: [UInt8]?
    }

    private var secrets: [TLSRandom: Secrets] = [:]
    private var hasNewSecrets = false

    static let mostConnections = 1_000_000

    /// What became of a secret.
    enum Keeping: Hashable {
        case kept, knownAlready
        /// The connection has another one; the first counts.
        case contradicts
        /// There is no room for another connection.
        case full
    }

    /// No secrets.
    package init() {}

    /// How many connections have secrets.
    package var count: Int { secrets.count }

    /// The secrets of a connection.
    func secrets(for random: TLSRandom) -> Secrets? { secrets[random] }

    /// Whether secrets came since this was last asked.
    mutating func takeNews() -> Bool {
        defer { hasNewSecrets = false }
        return hasNewSecrets
    }

    /// Keeps a secret.
    mutating func keep(_ secret: [UInt8], _ label: KeyLogLabel, of random: TLSRandom) -> Keeping {
        guard secrets[random] != nil || secrets.count < Self.mostConnections else { return .full }
        if let known = secrets[random]?[keyPath: label.place] { return known == secret ? .knownAlready : .contradicts }
        secrets[random, default: Secrets()][keyPath: label.place] = secret
        hasNewSecrets = true
        return .kept
    }
}

/// What a line of a key log gives (RFC 9850 section 2).
enum KeyLogLabel {
    case master, clientEarly, clientHandshake, serverHandshake, clientTraffic, serverTraffic

    /// The label of a secret that decryption needs; nil for all others.
    init?(_ word: ArraySlice<UInt8>) {
        switch String(decoding: word, as: UTF8.self) {
        case "CLIENT_RANDOM": self = .master
        case "CLIENT_EARLY_TRAFFIC_SECRET": self = .clientEarly
        case "CLIENT_HANDSHAKE_TRAFFIC_SECRET": self = .clientHandshake
        case "SERVER_HANDSHAKE_TRAFFIC_SECRET": self = .serverHandshake
        case "CLIENT_TRAFFIC_SECRET_0": self = .clientTraffic
        case "SERVER_TRAFFIC_SECRET_0": self = .serverTraffic
        default: return nil
        }
    }

    /// Bytes that such a secret may have.
    var lengths: [Int] { self == .master ? [48] : [32, 48] }

    /// Where it is kept.
    var place: WritableKeyPath<KeyLog.Secrets, [UInt8]?> {
        switch self {
        case .master: \.master
        case .clientEarly: \.clientEarly
        case .clientHandshake: \.clientHandshake
        case .serverHandshake: \.serverHandshake
        case .clientTraffic: \.clientTraffic
        case .serverTraffic: \.serverTraffic
        }
    }
}
