package import ByteStreams
import Crypto
import Synchronization

/// Why no certificate is minted, in words for a person.
package enum LeafError: Error, Sendable, Hashable {
    /// What is asked for is neither a name of DNS nor an address.
    case unusableName(String)
    /// The certificate cannot be made; what the library says.
    case notMinted(String, reason: String)
}

extension LeafError: CustomStringConvertible {
    /// What is wrong, and with which name.
    package var description: String {
        switch self {
        case .unusableName(let name):
            "\(String(reflecting: name)): no certificate can be made: it is neither a name of DNS nor an address"
        case .notMinted(let name, let reason): "\(name): no certificate can be made: \(reason)"
        }
    }
}

/// Mints certificates for intercepted hosts, and keeps those asked for last. Any thread may ask.
package final class LeafCertificates: Sendable {
    /// Days that a certificate holds: Apple's systems and Chromium refuse those of more than 397 or 398 days.
    static let lifetime: Int64 = 397

    private let minting: LeafMinting
    private let keeping: Int
    private let kept = Mutex(Kept())

    private struct Asked: Hashable {
        let name: ServerName
        /// The SHA-256 of the upstream's certificate.
        let upstream: [UInt8]?
    }

    private struct Kept {
        var leaves: [Asked: (leaf: LeafCertificate, use: UInt64)] = [:]
        var uses: UInt64 = 0

        mutating func find(_ asked: Asked, at moment: Timestamp) -> LeafCertificate? {
            guard let leaf = leaves[asked]?.leaf, leaf.validity.contains(moment) else { return nil }
            uses &+= 1
            leaves[asked]?.use = uses
            return leaf
        }

        mutating func keep(_ leaf: LeafCertificate, _ asked: Asked, atMost limit: Int) {
            uses &+= 1
            leaves[asked] = (leaf, uses)
            guard leaves.count > limit, let oldest = leaves.min(by: { $0.value.use < $1.value.use }) else { return }
            leaves[oldest.key] = nil
        }
    }

    /// Mints in the name of an authority, and keeps so many certificates.
    package init(authority: CertificateAuthority, keeping: Int) throws(LeafError) {
        minting = try LeafMinting(authority)
        self.keeping = max(1, keeping)
    }

    /// The certificate for a name of DNS or the text of an address.
    package func leaf(
        for text: String, upstream: [UInt8]?, at moment: Timestamp
    ) throws(LeafError) -> LeafCertificate {
        guard let name = ServerName(text) else { throw .unusableName(text) }
        return try leaf(for: name, upstream: upstream, at: moment)
    }

    /// The certificate for a name or an address, which repeats what the upstream's certificate (DER) says it is for. What
    /// of that cannot be read is left out.
    package func leaf(
        for name: ServerName, upstream: [UInt8]?, at moment: Timestamp
    ) throws(LeafError) -> LeafCertificate {
        let asked = Asked(name: name, upstream: upstream.map { Array(SHA256.hash(data: $0)) })
        if let leaf = kept.withLock({ $0.find(asked, at: moment) }) { return leaf }
        let identity = upstream.map { UpstreamIdentity(certificate: $0) }
        let leaf = try minting.mint(for: name, identity, at: moment)
        kept.withLock { $0.keep(leaf, asked, atMost: keeping) }
        return leaf
    }

    /// How many are kept.
    var count: Int { kept.withLock { $0.leaves.count } }
}
