package import NIOSSL

/// A certificate minted for one intercepted host, with what a server of TLS needs to present it.
package struct LeafCertificate: Sendable {
    /// Whom it is for, as asked.
    package let name: ServerName
    /// The certificate, as DER.
    package let certificate: [UInt8]
    /// From when until when it holds.
    package let validity: ValidityPeriod
    /// The certificate and that of the authority.
    package let chain: [NIOSSLCertificateSource]
    /// The certificate's key.
    package let privateKey: NIOSSLPrivateKeySource

    /// How a server presents it, offering protocols of ALPN in the order of preference.
    package func serverConfiguration(
        applicationProtocols: [String], keyLog: NIOSSLKeyLogCallback? = nil
    ) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: privateKey)
        configuration.applicationProtocols = applicationProtocols
        configuration.keyLogCallback = keyLog
        return configuration
    }
}
