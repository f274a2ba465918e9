import ByteStreams
import Testing

@testable import TLSDecryption

struct ServerHelloTests {
    private static let body = Array(Trace8448.serverHello[9...])

    @Test func `the hello of RFC 8448 chooses TLS 1 3`() throws {
        let hello = try #require(ServerHello(bytes: Self.body))
        #expect(hello.version == .tls13)
        #expect(hello.cipherSuite == 0x1301)
        #expect(!hello.isHelloRetryRequest && !hello.encryptsThenMACs && hello.applicationProtocol == nil)
    }

    @Test func `a hello that ends early is none, or of the version that it names first`() {
        for count in Self.body.indices {
            guard let hello = ServerHello(bytes: Array(Self.body[..<count])) else { continue }
            #expect(count >= 38)
            #expect(hello.version == .tls12)
        }
    }

    @Test func `TLS 1 2 tells protocol and order of the MAC in clear`() throws {
        let extensions: [UInt8] = [0, 22, 0, 0, 0, 16, 0, 5, 0, 3, 2, 0x68, 0x32]
        let body =
            [3, 3] + [UInt8](repeating: 5, count: 32) + [0, 0xc0, 0x13, 0, 0, UInt8(extensions.count)] + extensions
        let hello = try #require(ServerHello(bytes: body))
        #expect(hello.version == .tls12 && hello.encryptsThenMACs && hello.applicationProtocol == "h2")
    }

    @Test func `a request to retry is known by its random`() throws {
        let random = hex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")
        let hello = try #require(ServerHello(bytes: ([3, 3] + random + [0, 0x13, 1, 0])))
        #expect(hello.isHelloRetryRequest)
    }

    @Test func `encrypted extensions tell the protocol and early data`() throws {
        let list: [UInt8] = [0, 42, 0, 0, 0, 16, 0, 5, 0, 3, 2, 0x68, 0x32]
        let extensions = try #require(EncryptedExtensions(bytes: ([0, UInt8(list.count)] + list)))
        #expect(extensions.acceptsEarlyData && extensions.applicationProtocol == "h2")
        #expect(EncryptedExtensions(bytes: [0, 9]) == nil)
        #expect(EncryptedExtensions(bytes: [0, 0])?.acceptsEarlyData == false)
    }
}
