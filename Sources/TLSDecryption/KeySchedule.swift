import Crypto
import FoundationEssentials

/// The hash of a cipher suite's key schedule.
enum ScheduleHash: Sendable, Hashable {
    case sha256, sha384

    /// Its output's bytes.
    var length: Int { self == .sha256 ? 32 : 48 }
}

/// Keys from secrets: the parts of the key schedules of TLS 1.2 (RFC 5246 sections 5 and 6.3) and 1.3 (RFC 8446 section
/// 7) that lie behind a key log.
enum KeySchedule {
    /// P_hash over label and seed, `count` bytes of it (RFC 5246 section 5).
    static func pseudoRandom(
        _ secret: [UInt8], label: String, seed: [UInt8], count: Int, hash: ScheduleHash
    ) -> [UInt8] {
        switch hash {
        case .sha256: expand(HMAC<SHA256>.self, secret, Array(label.utf8) + seed, count)
        case .sha384: expand(HMAC<SHA384>.self, secret, Array(label.utf8) + seed, count)
        }
    }

    private static func expand<Hash: HashFunction>(
        _: HMAC<Hash>.Type, _ secret: [UInt8], _ seed: [UInt8], _ count: Int
    ) -> [UInt8] {
        let key = SymmetricKey(data: secret)
        var output: [UInt8] = []
        var chain = Array(HMAC<Hash>.authenticationCode(for: seed, using: key))
        while output.count < count {
            output += HMAC<Hash>.authenticationCode(for: chain + seed, using: key)
            chain = Array(HMAC<Hash>.authenticationCode(for: chain, using: key))
        }
        return Array(output.prefix(count))
    }

    /// The key block of TLS 1.2 (RFC 5246 section 6.3).
    static func keyBlock(
        master: [UInt8], clientRandom: [UInt8], serverRandom: [UInt8], count: Int, hash: ScheduleHash
    ) -> [UInt8] {
        pseudoRandom(master, label: "key expansion", seed: serverRandom + clientRandom, count: count, hash: hash)
    }

    /// HKDF-Expand-Label (RFC 8446 section 7.1).
    static func expandLabel(
        _ secret: [UInt8], _ label: String, context: [UInt8] = [], count: Int, hash: ScheduleHash
    ) -> [UInt8] {
        let name = Array("tls13 ".utf8) + Array(label.utf8)
        let info =
            [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
            + [UInt8(truncatingIfNeeded: name.count)] + name
            + [UInt8(truncatingIfNeeded: context.count)] + context
        let key = SymmetricKey(data: secret)
        let output =
            switch hash {
            case .sha256: HKDF<SHA256>.expand(pseudoRandomKey: key, info: info, outputByteCount: count)
            case .sha384: HKDF<SHA384>.expand(pseudoRandomKey: key, info: info, outputByteCount: count)
            }
        return unsafe output.withUnsafeBytes { unsafe Array($0) }
    }

    /// The traffic secret behind a KeyUpdate (RFC 8446 section 7.2).
    static func nextTrafficSecret(_ secret: [UInt8], hash: ScheduleHash) -> [UInt8] {
        expandLabel(secret, "traffic upd", count: hash.length, hash: hash)
    }
}
