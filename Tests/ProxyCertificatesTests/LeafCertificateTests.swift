import ByteStreams
import NIOCore
import NIOSSL
import Synchronization
import Testing

@testable import ProxyCertificates

struct LeafCertificateTests {
    private func client(trusting authority: CertificateAuthority, _ protocols: [String]) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates([
            try NIOSSLCertificate(bytes: authority.certificate, format: .der)
        ])
        configuration.applicationProtocols = protocols
        return configuration
    }

    @Test(arguments: [TLSVersion.tlsv12, .tlsv13])
    func `a client that trusts the authority speaks with the server`(_ version: TLSVersion) throws {
        let scratch = try Scratch()
        let authority = try CertificateAuthority.open(folder: scratch.path, at: .now)
        let leaf = try LeafCertificates(authority: authority, keeping: 4).leaf(
            for: "example.com", upstream: nil, at: .now)
        let lines = Mutex<[String]>([])
        let server = leaf.serverConfiguration(applicationProtocols: ["http/1.1"]) { line in
            lines.withLock { $0.append(String(buffer: line)) }
        }
        var client = try client(trusting: authority, ["h2", "http/1.1"])
        client.maximumTLSVersion = version
        let pair = try TLSPair(client: client, server: server, name: "example.com")
        #expect(try pair.exchange("hello") == "hello")
        #expect(pair.applicationProtocol == "http/1.1")
        #expect(
            lines.withLock { $0 }.contains { $0.contains(version == .tlsv12 ? "CLIENT_RANDOM" : "TRAFFIC_SECRET_0") })
    }

    @Test
    func `a client that wants another host refuses it`() throws {
        let scratch = try Scratch()
        let authority = try CertificateAuthority.open(folder: scratch.path, at: .now)
        let leaf = try LeafCertificates(authority: authority, keeping: 4).leaf(
            for: "example.com", upstream: nil, at: .now)
        let server = leaf.serverConfiguration(applicationProtocols: [])
        let pair = try TLSPair(client: client(trusting: authority, []), server: server, name: "example.org")
        #expect(throws: (any Error).self) { try pair.exchange("hello") }
    }
}
