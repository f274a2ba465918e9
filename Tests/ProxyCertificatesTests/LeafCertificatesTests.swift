import ByteStreams
import NIOSSL
import Testing

@testable import ProxyCertificates

struct LeafCertificatesTests {
    private let scratch: Scratch
    private let leaves: LeafCertificates

    init() throws {
        scratch = try Scratch()
        let authority = try CertificateAuthority.open(folder: scratch.path, at: .noon)
        leaves = try LeafCertificates(authority: authority, keeping: 3)
    }

    private func der(_ name: String, _ upstream: [UInt8]? = nil, at moment: Timestamp = .noon) throws -> [UInt8] {
        try leaves.leaf(for: name, upstream: upstream, at: moment).certificate
    }

    @Test
    func `the same question has the same answer`() throws {
        let first = try der("example.com")
        #expect(try der("example.com") == first)
        #expect(try der("Example.COM.") == first)
        #expect(try der("example.org") != first)
        #expect(try der("example.com", [1, 2, 3]) != first)
        #expect(try der("example.com", [1, 2, 3]) == der("example.com", [1, 2, 3]))
    }

    @Test
    func `all have one key, and the chain leads to the authority`() throws {
        let one = try leaves.leaf(for: "example.com", upstream: nil, at: .noon)
        let other = try leaves.leaf(for: "10.0.0.1", upstream: nil, at: .noon)
        #expect(one.privateKey == other.privateKey)
        #expect(one.chain.count == 2)
        #expect(one.chain[0] == .certificate(try NIOSSLCertificate(bytes: one.certificate, format: .der)))
        #expect(one.chain[1] == other.chain[1])
        #expect(other.name == .address([10, 0, 0, 1]))
    }

    @Test
    func `those asked for last are kept`() throws {
        let first = try der("a.example")
        let second = try der("b.example")
        _ = try der("c.example")
        #expect(try der("a.example") == first)
        _ = try der("d.example")
        #expect(leaves.count == 3)
        #expect(try der("a.example") == first)
        #expect(try der("b.example") != second)
        #expect(leaves.count == 3)
    }

    @Test
    func `one that holds no longer is minted again`() throws {
        let first = try der("example.com")
        #expect(try der("example.com", at: .noon.days(396)) == first)
        let second = try der("example.com", at: .noon.days(397))
        #expect(second != first)
        #expect(try der("example.com", at: .noon.days(398)) == second)
        #expect(leaves.count == 1)
    }

    @Test(arguments: ["", "a b", "*.example.com", "a\0.example", "bücher.example", "a..b"])
    func `what is no name is refused`(_ name: String) throws {
        let error = #expect(throws: LeafError.unusableName(name)) { try der(name) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("neither a name of DNS nor an address"))
    }

    @Test
    func `an error of the library names the host`() {
        let error = LeafError.notMinted("example.com", reason: "no entropy")
        #expect("\(error)" == "example.com: no certificate can be made: no entropy")
    }

    @Test
    func `any thread may ask`() async throws {
        let leaves = leaves
        let found = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for index in 0..<64 {
                group.addTask {
                    try leaves.leaf(for: "h\(index % 8).example", upstream: nil, at: .noon).certificate
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(found.count == 64)
        #expect(leaves.count == 3)
    }
}
