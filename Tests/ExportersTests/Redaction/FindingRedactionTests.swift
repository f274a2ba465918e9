import Dissection
import Testing
import WebSocketWire

@testable import Exporters

struct FindingRedactionTests {
    static func detail(_ text: String, _ replacements: [(String, String)]) -> String {
        let redaction = FindingRedaction(
            nil, nil,
            replacements.map { HandshakeRedaction.Replacement(secret: Array($0.0.utf8), pseudonym: Array($0.1.utf8)) })
        let finding = Finding(
            connection: 1, message: nil, time: Script.time(1), violation: Violation(StreamRules.noClose, text))
        return redaction.redacted(finding).violation.detail
    }

    @Test func `what a finding quotes of a secret is replaced, also where the quotation is cut`() {
        #expect(Self.detail("got \"hunter2\"", [("hunter2", "abcdef9")]) == "got \"abcdef9\"")
        #expect(Self.detail("got \"averylongsec…", [("averylongsecret", "bbbbbbbbbbbbbbb")]) == "got \"bbbbbbbbbbbb…")
        #expect(Self.detail("the key", [("ke", "xx"), ("", "")]) == "the key")
        #expect(Self.detail("abcabcabc", [("abc", "xyz")]) == "xyzxyzxyz")
    }

    @Test func `findings about a handshake are those about the one without secrets`() throws {
        let old = Sample.handshake(
            "GET / HTTP/1.1\nHost: a\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: not a key at all\n\n",
            "HTTP/1.1 101 S\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: wrong\n\n")
        var handshake = HandshakeRedaction(rules: .usual, pseudonyms: PseudonymsTests.pseudonyms)
        let new = handshake.redacted(old)
        let redaction = FindingRedaction(old.upgrade, new.upgrade, handshake.replacements)
        #expect(old.upgrade.violations.contains { $0.detail.contains("not a key") })
        for (before, after) in zip(old.upgrade.violations, new.upgrade.violations) {
            let finding = Finding(connection: 1, message: nil, time: Script.time(1), violation: before)
            #expect(redaction.redacted(finding).violation == after)
            #expect(!after.detail.contains("not a key"))
        }
    }
}
