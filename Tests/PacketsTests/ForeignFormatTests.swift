import Testing

@testable import Packets

struct ForeignFormatTests {
    static let samples: [(ForeignFormat, [UInt8])] = [
        (.sqlite, Array("SQLite format 3\0\u{10}".utf8)), (.json, Array("{\"log\":{}}".utf8)),
        (.json, Array("\n  [1]".utf8)), (.text, Array("CLIENT_RANDOM 00".utf8)), (.text, Array("12:00 héllo".utf8)),
        (.gzip, [0x1f, 0x8b, 8, 0]), (.zstandard, [0x28, 0xb5, 0x2f, 0xfd, 0]),
        (.xz, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0]), (.bzip2, Array("BZh91AY".utf8)),
        (.lz4, [4, 0x22, 0x4d, 0x18, 0]), (.zip, [0x50, 0x4b, 3, 4]), (.snoop, Array("snoop\0\0\0".utf8)),
        (.networkMonitor, Array("GMBU".utf8)), (.networkMonitor, Array("RTSS".utf8)), (.zeros, [0, 0, 0, 0]),
        (.unknown, [1, 2, 3, 4]),
    ]

    @Test(arguments: samples)
    func `a file that is no savefile is named by its first bytes`(_ format: ForeignFormat, _ bytes: [UInt8]) {
        #expect(withSpan(bytes) { ForeignFormat(guessingFrom: $0) } == format)
        let reading = Reading([bytes])
        #expect(reading.error?.problem == .foreign(format))
        #expect(reading.error?.description.contains(format.sentence) == true)
    }

    @Test
    func `every kind says something else`() {
        #expect(Set(ForeignFormat.allCases.map(\.sentence)).count == ForeignFormat.allCases.count)
        #expect(Set(Self.samples.map(\.0)) == Set(ForeignFormat.allCases))
    }
}
