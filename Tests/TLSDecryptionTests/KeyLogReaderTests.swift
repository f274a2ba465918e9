import ByteStreams
import TestKit
import Testing

@testable import TLSDecryption

struct KeyLogReaderTests {
    private static let random = Trace8448.clientRandom
    private static let secret = String(repeating: "ab", count: 48)

    private func read(_ text: String) -> (KeyLog, KeyLogReader) {
        var keys = KeyLog()
        var reader = KeyLogReader()
        reader.feed(Array(text.utf8).span.bytes, into: &keys)
        reader.finish(into: &keys)
        return (keys, reader)
    }

    @Test func `a log is read however it comes, with every line end, in either case`() throws {
        let random = try #require(TLSRandom(hex(Self.random)))
        let text =
            "# made by nobody\r\n\r\nCLIENT_RANDOM \(Self.random.uppercased()) \(Self.secret)\r"
            + "EXPORTER_SECRET \(Self.random) 00\n\nSERVER_TRAFFIC_SECRET_0 \(Self.random) \(Trace8448.serverSecret)"
        let bytes = Array(text.utf8)
        for size in [1, 2, 3, 7, 64, 100, 1_000] {
            var keys = KeyLog()
            var reader = KeyLogReader()
            for start in stride(from: 0, to: bytes.count, by: size) {
                reader.feed(Array(bytes[start..<min(start + size, bytes.count)]).span.bytes, into: &keys)
            }
            #expect(keys.secrets(for: random)?.serverTraffic == nil)
            reader.finish(into: &keys)
            #expect(keys.secrets(for: random)?.master == [UInt8](repeating: 0xab, count: 48))
            #expect(keys.secrets(for: random)?.serverTraffic == hex(Trace8448.serverSecret))
            #expect(keys.count == 1 && reader.malformedCount == 0)
        }
    }

    @Test func `all labels have their place`() throws {
        let random = try #require(TLSRandom(hex(Self.random)))
        let keys = read(String(decoding: Trace8448.keyLog, as: UTF8.self)).0
        let secrets = try #require(keys.secrets(for: random))
        #expect(secrets.clientHandshake == hex(Trace8448.clientHandshakeSecret))
        #expect(secrets.serverHandshake == hex(Trace8448.serverHandshakeSecret))
        #expect(secrets.clientTraffic == hex(Trace8448.clientSecret))
        #expect(secrets.clientEarly == nil && secrets.master == nil)
    }

    @Test(arguments: [
        ("CLIENT_RANDOM 12 34", "line 1: the client random has 2 digits, not 64"),
        ("CLIENT_RANDOM", "line 1: not a label, a client random and a secret"),
        ("a b c d", "line 1: not a label, a client random and a secret"),
        ("CLIENT_RANDOM \(random) xyz", "line 1: digits that are not hexadecimal"),
        ("CLIENT_RANDOM \(random) abc", "line 1: digits that are not hexadecimal"),
        ("CLIENT_RANDOM \(random) abcd", "line 1: a secret of 2 bytes"),
        (String(repeating: "x", count: 2_000), "line 1: longer than 1024 bytes"),
    ])
    func `a line that is none is left out and told`(_ line: String, _ remark: String) {
        let (keys, reader) = read(line + "\nCLIENT_RANDOM \(Self.random) \(Self.secret)\n")
        #expect(reader.remarks == [remark])
        #expect(reader.malformedCount == 1)
        #expect(keys.count == 1)
    }

    @Test func `of two secrets for the same connection the first counts`() throws {
        let random = try #require(TLSRandom(hex(Self.random)))
        let other = String(repeating: "cd", count: 48)
        let (keys, reader) = read(
            "CLIENT_RANDOM \(Self.random) \(Self.secret)\nCLIENT_RANDOM \(Self.random) \(Self.secret)\n"
                + "CLIENT_RANDOM \(Self.random) \(other)\n")
        #expect(keys.secrets(for: random)?.master?.first == 0xab)
        #expect(reader.remarks == ["line 3: another secret than before for client random \(Self.random)"])
    }

    @Test func `only the first remarks are kept, and all are counted`() {
        let reader = read(String(repeating: "nonsense\n", count: 50)).1
        #expect(reader.remarks.count == KeyLogReader.mostRemarks && reader.malformedCount == 50)
    }

    @Test func `a byte order mark is passed over, and other labels are nobody's business`() {
        let (keys, reader) = read("\u{feff}CLIENT_RANDOM \(Self.random) \(Self.secret)\nRSA 1122 33\nECH_SECRET a b\n")
        #expect(keys.count == 1 && reader.malformedCount == 0)
    }

    @Test func `random bytes are no key log, and do no harm`() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<50 {
            var keys = KeyLog()
            var reader = KeyLogReader()
            let bytes = (0..<3_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            reader.feed(bytes.span.bytes, into: &keys)
            reader.finish(into: &keys)
            #expect(keys.count == 0)
        }
    }
}
