import Dissection
import WebSocketWire

/// Replaces in the findings about a connection what they quote of the secrets in its handshake.
struct FindingRedaction {
    private static let mostReplacements = 128
    /// So many bytes of a secret, or all where it has fewer, are taken for it where a finding quotes its beginning.
    private static let recognised = 6
    /// Bytes of a secret that a finding quotes at most.
    private static let longestQuotation = 320

    private var violations: [Violation: Violation] = [:]
    private let replacements: [HandshakeRedaction.Replacement]

    /// Findings about a handshake as it was, and as it is without its secrets.
    init(_ old: Upgrade?, _ new: Upgrade?, _ replacements: [HandshakeRedaction.Replacement]) {
        self.replacements = replacements.filter { $0.secret.count >= 3 }.prefix(Self.mostReplacements).map {
            HandshakeRedaction.Replacement(
                secret: Array($0.secret.prefix(Self.longestQuotation)),
                pseudonym: Array($0.pseudonym.prefix(Self.longestQuotation)))
        }
        for (one, other) in zip(old?.violations ?? [], new?.violations ?? []) where one.rule == other.rule {
            violations[one] = other
        }
    }

    /// A finding without secrets.
    func redacted(_ finding: Finding) -> Finding {
        let known = violations[finding.violation]
        let detail = known?.detail ?? redacted(finding.violation.detail)
        return Finding(
            connection: finding.connection, message: finding.message, time: finding.time,
            violation: Violation(finding.violation.rule, detail))
    }

    private func redacted(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for replacement in replacements {
            let start = replacement.secret.prefix(Self.recognised)
            var at = 0
            while at + start.count <= bytes.count {
                guard bytes[at...].starts(with: start) else {
                    at += 1
                    continue
                }
                var index = 0
                while index < replacement.secret.count, at < bytes.count, bytes[at] == replacement.secret[index] {
                    bytes[at] = replacement.pseudonym[index]
                    index += 1
                    at += 1
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
