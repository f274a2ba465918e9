import ByteStreams
import Crypto
import FoundationEssentials
import SwiftASN1
import TestKit
import Testing
import X509

@testable import ProxyCertificates

struct AuthorityReadingTests {
    private static let file = "/somewhere/key.pem"
    private static let name = DistinguishedName()

    private func reading(_ text: String, key: Certificate.PrivateKey, at moment: Timestamp = .noon) throws -> String {
        let scratch = try Scratch()
        let files = try AuthorityFiles(folder: scratch.path)
        do {
            _ = try AuthorityReading.certificate(text, of: key, files, at: moment)
            return "fine"
        } catch {
            return "\(error)"
        }
    }

    private func reason(_ key: String) throws -> String {
        let error = #expect(throws: AuthorityError.self) { try AuthorityReading.key(key, file: Self.file) }
        guard case .wrongKey(Self.file, let reason) = error else { return "\(String(describing: error))" }
        return reason
    }

    @Test
    func `keys of every usual kind and form are read`() throws {
        for arguments in [
            ["EC", "ec_paramgen_curve:P-256"], ["EC", "ec_paramgen_curve:P-384"], ["RSA", "rsa_keygen_bits:2048"],
        ] {
            let made = try OpenSSL.run("genpkey", "-quiet", "-algorithm", arguments[0], "-pkeyopt", arguments[1])
            #expect(throws: Never.self) { try AuthorityReading.key("made by hand\n" + made.text, file: Self.file) }
        }
        let old = try OpenSSL.run("ecparam", "-genkey", "-name", "prime256v1")
        #expect(old.text.contains("BEGIN EC PARAMETERS"))
        #expect(throws: Never.self) { try AuthorityReading.key(old.text, file: Self.file) }
    }

    @Test
    func `what is no key says so`() throws {
        #expect(try reason("") == "there is no private key in PEM in it")
        #expect(try reason(SampleCertificates.pem([1, 2, 3])) == "there is no private key in PEM in it")
        #expect(try reason("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n").hasPrefix("it is damaged"))
        #expect(try reason("-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n").hasPrefix("it is damaged"))
        #expect(
            try reason("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n")
                == "it is encrypted")
    }

    @Test
    func `a certificate that is not fit says why`() throws {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let fit = try SampleCertificates.certificate(of: key, subject: Self.name) {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        }
        #expect(try reading(SampleCertificates.pem(fit), key: key) == "fine")
        let stranger = Certificate.PrivateKey(P256.Signing.PrivateKey())
        #expect(try reading(SampleCertificates.pem(fit), key: stranger).contains("is not that of the key"))
        #expect(try reading("", key: key).contains("there is no certificate in PEM in it"))
        #expect(try reading(SampleCertificates.pem(Array(fit.dropLast())), key: key).contains("it is damaged ("))
        var forged = fit
        forged[forged.count - 1] ^= 1
        #expect(try reading(SampleCertificates.pem(forged), key: key).contains("its signature is wrong"))
        let leaf = try SampleCertificates.certificate(of: key, subject: Self.name) {
            BasicConstraints.notCertificateAuthority
        }
        #expect(try reading(SampleCertificates.pem(leaf), key: key).contains("CA:TRUE is missing"))
        let signer = try SampleCertificates.certificate(of: key, subject: Self.name) {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            Critical(KeyUsage(digitalSignature: true))
        }
        #expect(try reading(SampleCertificates.pem(signer), key: key).contains("keyCertSign is missing"))
    }

    @Test
    func `a certificate holds from its first second to its last`() throws {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let text = try SampleCertificates.pem(
            SampleCertificates.certificate(of: key, subject: Self.name, days: 10) {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            })
        let start = Timestamp(nanoseconds: 1_748_736_000_000_000_000)
        #expect(try reading(text, key: key, at: start) == "fine")
        #expect(try reading(text, key: key, at: start.days(10)) == "fine")
        #expect(try reading(text, key: key, at: start.seconds(-1)).contains("holds from 2025-06-01 on"))
        #expect(try reading(text, key: key, at: start.days(10).seconds(1)).contains("expired on 2025-06-11"))
    }

    @Test
    func `damage never traps`() throws {
        let key = P256.Signing.PrivateKey()
        let held = Certificate.PrivateKey(key)
        let der = try SampleCertificates.certificate(of: held, subject: Self.name) {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        }
        var random = SeededRandom(seed: 1)
        let scratch = try Scratch()
        let files = try AuthorityFiles(folder: scratch.path)
        var refusals = 0
        for _ in 0..<500 {
            var bytes = der
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let text = SampleCertificates.pem(bytes)
            do {
                _ = try AuthorityReading.certificate(text, of: held, files, at: .noon)
            } catch {
                refusals += 1
            }
            var secret = Array(key.derRepresentation)
            secret[Int.random(in: 0..<secret.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            _ = try? AuthorityReading.key(PEMDocument(type: "PRIVATE KEY", derBytes: secret).pemString, file: Self.file)
        }
        #expect(refusals > 490)
    }
}
