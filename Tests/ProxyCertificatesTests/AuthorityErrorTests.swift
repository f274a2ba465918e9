import ByteStreams
import Testing

@testable import ProxyCertificates

struct AuthorityErrorTests {
    static let errors: [(error: AuthorityError, words: [String])] = [
        (.noFolder("/a", reason: "Permission denied"), ["/a:", "Permission denied", "--ca-dir"]),
        (.unreadable("/a/key", reason: "Permission denied"), ["/a/key:", "Permission denied", "user who runs wscope"]),
        (.notWritten("/a/key", reason: "No space left on device"), ["/a/key:", "No space", "make room"]),
        (.exposedKey("/a/key", mode: 0o644), ["/a/key:", "(mode 644)", "`chmod 600 /a/key`", "a new CA is made"]),
        (.wrongKey("/a/key", reason: "it is encrypted"), ["/a/key:", "it is encrypted", "put the right file back"]),
        (
            .wrongCertificate("/a/cert", reason: "it is damaged", key: "/a/key"),
            ["/a/cert:", "it is damaged", "`rm /a/cert /a/key`"]
        ),
        (.missingKey("/a/key", certificate: "/a/cert"), ["/a/key:", "/a/cert", "put it back"]),
        (.mismatch(certificate: "/a/cert", key: "/a/key"), ["/a/cert:", "in /a/key", "`rm /a/cert /a/key`"]),
        (.expired("/a/cert", since: .noon, key: "/a/key"), ["/a/cert:", "2025-06-15", "`rm /a/cert /a/key`"]),
        (.notYetValid("/a/cert", until: .noon), ["/a/cert:", "2025-06-15", "set the clock"]),
        (.notMade(reason: "no entropy"), ["no entropy"]),
    ]

    @Test(arguments: errors)
    func `an error says what is wrong, with which file, and what to do`(
        _ sample: (error: AuthorityError, words: [String])
    ) {
        for word in sample.words { #expect("\(sample.error)".contains(word), "\(sample.error)") }
    }
}
