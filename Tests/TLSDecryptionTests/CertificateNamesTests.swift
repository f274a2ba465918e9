import ByteStreams
import TestKit
import Testing

@testable import TLSDecryption

struct CertificateNamesTests {
    private static func der(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
        let content = parts.flatMap { $0 }
        let length: [UInt8] =
            content.count < 128
            ? [UInt8(content.count)] : [0x82, UInt8(content.count >> 8), UInt8(content.count & 0xff)]
        return [tag] + length + content
    }

    private static func certificate(names: [[UInt8]], common: String = "common") -> [UInt8] {
        let attribute = der(0x30, der(0x06, [0x55, 4, 3]), der(0x0c, Array(common.utf8)))
        let subject = der(0x30, der(0x31, attribute))
        let other = der(0x30, der(0x06, [0x55, 0x1d, 0x0f]), der(0x01, [0xff]), der(0x04, [3, 2]))
        let list = der(0x30, names.flatMap { $0 })
        let alternative = der(0x30, der(0x06, [0x55, 0x1d, 0x11]), der(0x04, list))
        let extensions = names.isEmpty ? [] : der(0xa3, der(0x30, other, alternative))
        let empty = der(0x30)
        return der(
            0x30, der(0x30, der(0xa0, der(0x02, [2])), der(0x02, [1]), empty, empty, empty, subject, empty, extensions))
    }

    private func names(_ bytes: [UInt8]) -> [String] { CertificateNames.names(inCertificate: bytes.span.bytes) }

    @Test func `alternative names and addresses are told, and other kinds left out`() {
        let bytes = Self.certificate(names: [
            Self.der(0x82, Array("a.example".utf8)), Self.der(0x81, Array("mail@example".utf8)),
            Self.der(0x87, [10, 0, 0, 1]), Self.der(0x87, [UInt8](repeating: 0, count: 15) + [1]),
            Self.der(0x87, [1, 2, 3]), Self.der(0x82, Array("*.b.example".utf8)),
        ])
        #expect(names(bytes) == ["a.example", "10.0.0.1", "::1", "*.b.example"])
    }

    @Test func `without alternative names the common name counts`() {
        #expect(names(Self.certificate(names: [])) == ["common"])
    }

    @Test func `names beyond the limits are left out or cut`() {
        let many = (0..<100).map { Self.der(0x82, Array("\($0).example".utf8)) }
        #expect(names(Self.certificate(names: many)).count == CertificateNames.most)
        let long = Self.der(0x82, [UInt8](repeating: 0x61, count: 900))
        #expect(names(Self.certificate(names: [long]))[0].utf8.count == CertificateNames.longest)
    }

    @Test func `a certificate cut or damaged anywhere gives names that it has, or none`() {
        let bytes = Self.certificate(names: [Self.der(0x82, Array("a.example".utf8))])
        for count in bytes.indices { #expect(names(Array(bytes[..<count])) == []) }
        var random = SeededRandom(seed: 1)
        for _ in 0..<3_000 {
            var damaged = bytes
            for _ in 0..<3 {
                damaged[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            #expect(names(damaged).count <= CertificateNames.most)
        }
    }

    @Test func `the first certificate of a message counts, in both forms`() {
        let one = Self.certificate(names: [Self.der(0x82, Array("a".utf8))])
        let entry: [UInt8] = [0, UInt8(one.count >> 8), UInt8(one.count & 0xff)] + one
        let list: [UInt8] = [0, UInt8(entry.count >> 8), UInt8(entry.count & 0xff)] + entry
        #expect(CertificateNames.names(inMessage: list, isTLS13: false) == ["a"])
        #expect(CertificateNames.names(inMessage: ([0] + list), isTLS13: true) == ["a"])
        #expect(CertificateNames.names(inMessage: [0, 0, 0], isTLS13: false) == [])
    }

    @Test func `lengths that are indefinite or absurd end the reading`() {
        for length: [UInt8] in [[0x80], [0x84, 1, 1, 1, 1], [0x83, 0xff, 0xff, 0xff], [0xff]] {
            #expect(contents(of: [0x30] + length + [1, 2, 3]) == [])
        }
        #expect(contents(of: [0x30, 0x81, 1, 7, 5, 0, 0x30, 0]) == [[7], []])
    }

    /// The contents of the sequences among some values.
    private func contents(of bytes: [UInt8]) -> [[UInt8]] {
        var reader = DERReader(bytes.span.bytes)
        var contents: [[UInt8]] = []
        while let tag = reader.tag {
            if tag != 0x30 {
                reader.skip()
            } else if let content = reader.next(tag) {
                contents.append(content.copied)
            }
        }
        return contents
    }
}
