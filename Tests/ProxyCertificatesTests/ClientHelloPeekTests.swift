import NIOSSL
import TestKit
import Testing

@testable import ProxyCertificates

struct ClientHelloPeekTests {
    private func finding(_ chunks: [[UInt8]]) -> ClientHelloPeek.Finding {
        var peek = ClientHelloPeek()
        for chunk in chunks { _ = peek.feed(chunk.span.bytes) }
        return peek.finding
    }

    private static let body = HelloBytes.body(HelloBytes.serverName("example.com") + HelloBytes.protocols(["h2"]))
    private static let message = HelloBytes.message(body)
    static let samples: [(name: String, bytes: [UInt8])] = [
        ("one record", HelloBytes.records(message)),
        ("records of 40 bytes", HelloBytes.records(message, of: 40)),
        ("records of a byte", HelloBytes.records(message, of: 1)),
        ("something behind it", HelloBytes.records(message) + [23, 3, 3, 0, 1, 0]),
    ]

    @Test(arguments: samples)
    func `a hello is found however its bytes arrive`(_ sample: (name: String, bytes: [UInt8])) throws {
        let offer = try #require(ClientOffer(Self.body[...]))
        #expect(offer.serverName == .host("example.com"))
        forEveryChunking(of: sample.bytes) { chunks in
            #expect(finding(chunks) == .hello(offer))
        }
    }

    @Test(arguments: ["example.com", nil])
    func `the hello of a client of TLS is found, and not before its last byte`(_ name: String?) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = ["h2", "http/1.1"]
        let bytes = try TLSPair.hello(configuration, name: name)
        var peek = ClientHelloPeek()
        for byte in bytes.dropLast() { #expect(peek.feed([byte].span.bytes) == .needsMore) }
        guard case .hello(let offer) = peek.feed([bytes[bytes.count - 1]].span.bytes) else {
            Issue.record("\(peek.finding)")
            return
        }
        #expect(offer.serverName == name.map { .host($0) })
        #expect(offer.applicationProtocols == ["h2", "http/1.1"])
    }

    @Test
    func `nothing is clear from nothing`() {
        #expect(finding([]) == .needsMore)
        #expect(finding([[], []]) == .needsMore)
        #expect(finding([[22]]) == .needsMore)
    }

    @Test(arguments: [
        Array("GET / HTTP/1.1\r\n\r\n".utf8), Array("PRI * HTTP/2.0\r\n".utf8), [0], [0x80, 0x2e, 1, 3, 1],
        [21, 3, 1, 0, 2],
        [22, 4], [22, 2, 0], [23],
    ])
    func `other protocols are told by the first bytes that differ`(_ bytes: [UInt8]) {
        forEveryChunking(of: bytes) { chunks in #expect(finding(chunks) == .notTLS) }
    }

    @Test(arguments: [
        ("an empty record", [22, 3, 1, 0, 0]), ("a record that is too long", [22, 3, 1, 0x40, 1]),
        ("another message", HelloBytes.records(HelloBytes.message(body, kind: 2))),
        ("something else", HelloBytes.records(Array(message.prefix(50))) + [23, 3, 1, 0, 1, 0]),
        ("something else", HelloBytes.records(Array(message.prefix(50))) + [22, 9]),
        ("fields do not fit", HelloBytes.records(HelloBytes.message(Array(body.dropLast())))),
        ("fields do not fit", HelloBytes.records(HelloBytes.message([]))),
    ])
    func `what no server would answer says why`(_ reason: String, _ bytes: [UInt8]) {
        forEveryChunking(of: bytes) { chunks in
            guard case .malformed(let said) = finding(chunks) else {
                Issue.record("\(finding(chunks))")
                return
            }
            #expect(said.contains(reason), "\(said)")
        }
    }

    @Test
    func `a hello is as large as the limit, and no larger`() {
        let padding = HelloBytes.extension(21, [UInt8](repeating: 0, count: 60_000))
        let large = HelloBytes.records(HelloBytes.message(HelloBytes.body(padding)))
        #expect(large.count < ClientHelloPeek.limit)
        guard case .hello = finding([large]) else {
            Issue.record("\(finding([large]))")
            return
        }
        #expect(finding([[22, 3, 1, 0, 4, 1, 1, 0, 0]]) == .tooLarge)
        #expect(finding([[22, 3, 1, 0, 4, 1, 0, 0xff, 0xfc]]) == .needsMore)
        let small = HelloBytes.records(HelloBytes.message(HelloBytes.body(padding)), of: 1)
        #expect(finding([small]) == .tooLarge)
        #expect(finding([Array(small[..<ClientHelloPeek.limit])]) == .needsMore)
        #expect(finding([Array(small[..<ClientHelloPeek.limit]), [0]]) == .tooLarge)
    }

    @Test
    func `what is clear stays`() {
        var peek = ClientHelloPeek()
        #expect(peek.feed(Array("GET".utf8).span.bytes) == .notTLS)
        #expect(peek.feed(HelloBytes.records(Self.message).span.bytes) == .notTLS)
    }

    @Test
    func `damage never traps`() {
        let bytes = HelloBytes.records(Self.message, of: 60)
        var random = SeededRandom(seed: 5)
        for _ in 0..<5_000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let cut = Int.random(in: 0...damaged.count, using: &random)
            let whole = finding([damaged])
            #expect(finding([Array(damaged[..<cut]), Array(damaged[cut...])]) == whole)
        }
    }
}
