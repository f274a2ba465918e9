/// The extended CONNECT of HTTP/2, which takes the place of the upgrade (RFC 8441).
package enum ExtendedConnect {
    /// RFC 8441 section 3.
    package static let notEnabled = Rule(
        "rfc8441-3-connect-protocol-not-enabled", "RFC 8441 section 3", .error,
        "A client sends an extended CONNECT only where the server has enabled it in its settings.")
    /// RFC 8441 section 4.
    package static let missingField = Rule(
        "rfc8441-4-missing-pseudo-header", "RFC 8441 section 4", .error,
        "An extended CONNECT has the pseudo-header fields :scheme, :path and :authority.")
    /// RFC 8441 section 5.
    package static let forbiddenField = Rule(
        "rfc8441-5-forbidden-header", "RFC 8441 section 5", .warning,
        "A WebSocket request in HTTP/2 has no Connection, Upgrade, Host or Sec-WebSocket-Key header.")

    /// All of them.
    package static let all = [notEnabled, missingField, forbiddenField]

    /// Whether a request asks for WebSocket.
    static func isAttempt(_ request: HTTPHead) -> Bool {
        request.method == "CONNECT"
            && request.value(of: ":protocol").map { HTTPToken.equal($0, "websocket") } == true
    }

    /// What a request breaks.
    static func judged(_ request: HTTPHead) -> [Violation] {
        guard isAttempt(request) else { return [] }
        var findings = Findings(keeping: 8)
        for name in [":scheme", ":path", ":authority"] where request.value(of: name) == nil {
            findings.add(missingField, "there is no \(name)")
        }
        for name in ["connection", "upgrade", "host", "sec-websocket-key"] {
            if let value = request.value(of: name) {
                findings.add(forbiddenField, "\(name): \(Excerpt(value))")
            }
        }
        switch request.value(of: "sec-websocket-version") {
        case nil: findings.add(HandshakeRules.missingVersion, "there is none")
        case "13": break
        case let version?: findings.add(HandshakeRules.unsupportedVersion, Excerpt(version).quoted)
        }
        return findings.violations
    }
}
