import Testing

@testable import ProxyCertificates

struct ClientOfferTests {
    private static let offers: [(extensions: [UInt8], name: String?, protocols: [String])] = [
        (HelloBytes.serverName("Example.com"), "example.com", []),
        (HelloBytes.serverName("127.0.0.1"), "127.0.0.1", []),
        (HelloBytes.protocols(["h2", "http/1.1"]), nil, ["h2", "http/1.1"]),
        (HelloBytes.protocols(["\u{a}\u{a}", "h2", "ü"]), nil, ["h2"]),
        (
            HelloBytes.extension(0x0a0a, []) + HelloBytes.serverName("a.example")
                + HelloBytes.extension(13, [0, 2, 4, 3])
                + HelloBytes.protocols(["h2"]) + HelloBytes.extension(0x1a1a, [0]), "a.example", ["h2"]
        ),
        ([], nil, []),
    ]

    @Test(arguments: offers)
    func `name and protocols are read`(_ sample: (extensions: [UInt8], name: String?, protocols: [String])) throws {
        let offer = try #require(ClientOffer(HelloBytes.body(sample.extensions)[...]))
        #expect(offer.serverName?.description == sample.name)
        #expect(offer.applicationProtocols == sample.protocols)
    }

    @Test
    func `a hello without extensions is one`() throws {
        let body = HelloBytes.body([]).dropLast(2)
        #expect(try #require(ClientOffer(body)) == #require(ClientOffer(HelloBytes.body([])[...])))
    }

    @Test(arguments: [
        HelloBytes.serverName(""), HelloBytes.serverName("a\0b"), HelloBytes.serverName("bücher.example"),
        HelloBytes.serverName("a") + HelloBytes.serverName("b"), HelloBytes.extension(0, []),
        HelloBytes.extension(0, [0, 3, 1, 0, 0]), HelloBytes.extension(0, [0, 9, 0, 0, 1, 97]),
        HelloBytes.extension(0, [0, 4, 0, 0, 1, 97, 0]), HelloBytes.extension(16, [0, 1, 0]),
        HelloBytes.extension(16, [0, 5, 2, 97]), HelloBytes.extension(16, [0, 2, 2, 97]), [0, 16, 0], [0],
        [0, 16, 0, 9, 1],
    ])
    func `fields that do not fit together are no hello`(_ extensions: [UInt8]) {
        #expect(ClientOffer(HelloBytes.body(extensions)[...]) == nil)
    }

    @Test
    func `a hello that ends early is none, unless it ends where extensions begin`() {
        let body = HelloBytes.body(HelloBytes.serverName("example.com") + HelloBytes.protocols(["h2"]))
        let whole = (0..<body.count).filter { ClientOffer(body[..<$0]) != nil }
        #expect(whole == [HelloBytes.body([]).count - 2])
        #expect(ClientOffer((body + [0])[...]) == nil)
    }
}
