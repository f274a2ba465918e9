import Testing

@testable import ProxyCertificates

struct UpstreamTrustErrorTests {
    static let errors: [(error: UpstreamTrustError, words: [String])] = [
        (.unreadable("/a.pem", reason: "Permission denied"), ["/a.pem:", "Permission denied"]),
        (.isDER("/a.pem"), ["/a.pem:", "`openssl x509 -inform der -in /a.pem", "pkcs12"]),
        (.noCertificate("/a.pem", reason: "nothing"), ["/a.pem:", "(nothing)", "-----BEGIN CERTIFICATE-----"]),
        (.noKey("/a.pem"), ["/a.pem:", "private key", "into one file"]),
        (.encryptedKey("/a.pem"), ["/a.pem:", "encrypted", "`openssl pkey -in /a.pem`"]),
        (.refused("/a.pem", reason: "mismatch"), ["/a.pem:", "mismatch", "stand first"]),
        (.noContext(reason: "no memory"), ["no memory"]),
    ]

    @Test(arguments: errors)
    func `an error says what is wrong, with which file, and what to do`(
        _ sample: (error: UpstreamTrustError, words: [String])
    ) {
        for word in sample.words { #expect("\(sample.error)".contains(word), "\(sample.error)") }
    }
}
