import ByteStreams
import Testing

@testable import TLSDecryption

struct ClientHelloTests {
    private static let body = Array(Trace8448.clientHello[9...])

    @Test func `the hello of RFC 8448 tells its random and the name`() throws {
        let hello = try #require(ClientHello(bytes: Self.body))
        #expect(hello.random.description == Trace8448.clientRandom)
        #expect(hello.serverName == "server")
        #expect(!hello.offersEarlyData && !hello.isEncrypted)
    }

    @Test func `a hello that ends early is none, or one without the extensions that are cut`() {
        for count in Self.body.indices {
            guard let hello = ClientHello(bytes: Array(Self.body[..<count])) else {
                #expect(count < 45)
                continue
            }
            #expect(hello.random.description == Trace8448.clientRandom)
            #expect(hello.serverName == nil)
        }
    }

    @Test func `early data and an encrypted hello are seen`() throws {
        let random = [UInt8](repeating: 5, count: 32)
        let extensions: [UInt8] = [0, 42, 0, 0, 0xfe, 0x0d, 0, 1, 0]
        let body = [3, 3] + random + [0, 0, 2, 0x13, 1, 1, 0, 0, UInt8(extensions.count)] + extensions
        let hello = try #require(ClientHello(bytes: body))
        #expect(hello.offersEarlyData && hello.isEncrypted)
        #expect(hello.serverName == nil)
    }
}
