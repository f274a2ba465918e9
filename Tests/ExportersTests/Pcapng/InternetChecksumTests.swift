import ByteStreams
import TestKit
import Testing

@testable import Exporters

struct InternetChecksumTests {
    static func checksum(_ bytes: [UInt8]) -> UInt16 {
        var checksum = InternetChecksum()
        checksum.add(bytes.span.bytes)
        return checksum.value
    }

    @Test(
        arguments: [
            ([], 0xffff), ([0, 0], 0xffff), ([0xff, 0xff], 0), ([0x01], 0xfeff), ([0, 1, 0xff, 0xff], 0xfffe),
            // RFC 1071 section 3.
            ([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7], 0x220d),
        ] as [([UInt8], UInt16)])
    func `the sum of bytes is known`(_ bytes: [UInt8], _ expected: UInt16) {
        #expect(Self.checksum(bytes) == expected)
    }

    @Test func `bytes together with their checksum give zero, whatever their number`() {
        var random = SeededRandom(seed: 1)
        for count in stride(from: 2, through: 60_000, by: 1_998) {
            var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            (bytes[0], bytes[1]) = (0, 0)
            let value = Self.checksum(bytes)
            (bytes[0], bytes[1]) = (UInt8(value >> 8), UInt8(value & 0xff))
            #expect(Self.checksum(bytes) == 0)
        }
    }

    @Test func `words and addresses count as their bytes`() {
        var checksum = InternetChecksum()
        checksum.add(0x1234 as UInt16)
        checksum.add(0x5678_9abc as UInt32)
        checksum.add(IPAddress(v6: 0x0102_0304_0506_0708, 0x090a_0b0c_0d0e_0f10))
        #expect(checksum.value == Self.checksum([0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc] + Array(1...16)))
    }
}
