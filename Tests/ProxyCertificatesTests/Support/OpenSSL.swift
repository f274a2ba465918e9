import ByteStreams
import TestKit
import Testing

/// The program that others judge certificates with.
enum OpenSSL {
    /// Runs it; what it says, and whether it is content.
    static func run(_ arguments: String..., input: [UInt8] = []) throws -> (text: String, isContent: Bool) {
        let program = try #require(Program("/usr/bin/openssl", arguments, input: .test), "openssl is not installed")
        program.give(input, isLast: true)
        let end = program.end()
        return (end.text + end.errorText, end.exitCode == 0)
    }

    /// Whether it trusts a certificate (DER) for a host or an address at a moment, given the authority's certificate.
    static func trusts(
        _ certificate: [UInt8], for name: String, authority: String, at moment: Timestamp
    ) throws -> Bool {
        let scratch = try Scratch()
        let der = try scratch.write(certificate, to: "leaf.der")
        let isAddress = name.contains(":") || name.allSatisfy { $0.isNumber || $0 == "." }
        let answer = try run(
            "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", authority, "-no-CApath", "-no-CAstore",
            "-attime",
            "\(moment.wholeSeconds)", isAddress ? "-verify_ip" : "-verify_hostname", name, der)
        return answer.isContent
    }
}
