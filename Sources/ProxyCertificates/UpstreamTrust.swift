package import NIOSSL
import Synchronization

/// Whom to trust as an upstream, and as whom to speak with it.
package struct UpstreamTrustSettings: Sendable, Hashable {
    /// Whether an upstream has to prove who it is.
    package enum Verification: Sendable, Hashable {
        /// Its certificate has to be for its name, and of an authority that is trusted.
        case required
        /// Any certificate will do.
        case none
    }

    /// Whether an upstream has to prove who it is.
    package var verification = Verification.required
    /// Files (PEM) of authorities that are trusted beside those of the system.
    package var authorityFiles: [String] = []
    /// The file (PEM) of the client's certificate, those that lead to its authority, and its key.
    package var clientCertificateFile: String?

    /// The system's trust, and no certificate of the client.
    package init() {}
}

/// Makes the client's side of TLS with upstreams. Reading the system's authorities takes milliseconds, so that what is made
/// is kept for each list of protocols. Any thread may ask.
package final class UpstreamTrust: Sendable {
    /// The most bytes of a file of certificates.
    static let largestFile = 16 << 20
    /// The most lists of protocols that something is kept for. Clients choose them.
    static let mostLists = 32

    private let configuration: TLSConfiguration
    private let clientCertificateFile: String?
    private let kept = Mutex<[[String]: NIOSSLContext]>([:])

    /// Reads the files, and tries whether something can be made of them.
    package init(_ settings: UpstreamTrustSettings, keyLog: NIOSSLKeyLogCallback? = nil) throws(UpstreamTrustError) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = settings.verification == .none ? .none : .fullVerification
        for file in settings.authorityFiles {
            let (certificates, _) = try Self.certificates(file)
            configuration.additionalTrustRoots.append(.certificates(certificates))
        }
        if let file = settings.clientCertificateFile {
            let (certificates, text) = try Self.certificates(file)
            configuration.certificateChain = certificates.map { .certificate($0) }
            configuration.privateKey = .privateKey(try Self.key(file, text))
        }
        configuration.keyLogCallback = keyLog
        self.configuration = configuration
        clientCertificateFile = settings.clientCertificateFile
        _ = try context(applicationProtocols: [])
    }

    /// The client's side for connections that offer these protocols (ALPN), in this order. The first time for a list, this
    /// waits for the disk.
    package func context(applicationProtocols: [String]) throws(UpstreamTrustError) -> NIOSSLContext {
        if let context = kept.withLock({ $0[applicationProtocols] }) { return context }
        var configuration = configuration
        configuration.applicationProtocols = applicationProtocols
        let context: NIOSSLContext
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            guard let clientCertificateFile else { throw .noContext(reason: "\(error)") }
            throw .refused(clientCertificateFile, reason: "\(error)")
        }
        kept.withLock { kept in
            if kept.count >= Self.mostLists { kept = [:] }
            kept[applicationProtocols] = context
        }
        return context
    }

    /// How many lists of protocols something is kept for.
    var count: Int { kept.withLock { $0.count } }

    private static func certificates(
        _ path: String
    ) throws(UpstreamTrustError) -> (certificates: [NIOSSLCertificate], text: [UInt8]) {
        let bytes: [UInt8]
        do {
            bytes = try WholeFile(path, atMost: largestFile).bytes
        } catch {
            throw .unreadable(path, reason: error.reason)
        }
        // A sequence of DER whose length has two bytes.
        if bytes.starts(with: [0x30, 0x82]) { throw .isDER(path) }
        do {
            let certificates = try NIOSSLCertificate.fromPEMBytes(bytes)
            if !certificates.isEmpty { return (certificates, bytes) }
        } catch {
            throw .noCertificate(path, reason: "\(error)")
        }
        throw .noCertificate(path, reason: "nothing is in PEM")
    }

    private static func key(_ path: String, _ text: [UInt8]) throws(UpstreamTrustError) -> NIOSSLPrivateKey {
        // Otherwise the library would ask for a password on the terminal.
        let isEncrypted = ["BEGIN ENCRYPTED PRIVATE KEY", "Proc-Type: 4,ENCRYPTED"].contains { mark in
            text.firstRange(of: Array(mark.utf8)) != nil
        }
        guard !isEncrypted else { throw .encryptedKey(path) }
        do {
            return try NIOSSLPrivateKey(bytes: text, format: .pem)
        } catch {
            throw .noKey(path)
        }
    }
}
