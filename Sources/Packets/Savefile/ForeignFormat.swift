import ByteStreams

/// What a file that is no savefile seems to be, by its first bytes.
package enum ForeignFormat: Sendable, Hashable, CaseIterable {
    /// An SQLite database.
    case sqlite
    /// JSON text, as a HAR file is.
    case json
    /// Other text.
    case text
    /// Compressed data inside of compressed data, or where nobody decompresses.
    case gzip
    /// Data compressed with Zstandard.
    case zstandard
    /// Data compressed with xz.
    case xz
    /// Data compressed with bzip2.
    case bzip2
    /// Data compressed with LZ4.
    case lz4
    /// A ZIP archive.
    case zip
    /// A capture in the format of RFC 1761.
    case snoop
    /// A capture of Microsoft Network Monitor.
    case networkMonitor
    /// Nothing but zeros at the start.
    case zeros
    /// None of these.
    case unknown

    private static let magics: [(ForeignFormat, [UInt8])] = [
        (.sqlite, Array("SQLite format 3".utf8) + [0]),
        (.gzip, [0x1f, 0x8b]),
        (.zstandard, [0x28, 0xb5, 0x2f, 0xfd]),
        (.xz, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]),
        (.bzip2, Array("BZh".utf8)),
        (.lz4, [0x04, 0x22, 0x4d, 0x18]),
        (.zip, Array("PK".utf8) + [3, 4]),
        (.snoop, Array("snoop".utf8) + [0, 0, 0]),
        (.networkMonitor, Array("GMBU".utf8)),
        (.networkMonitor, Array("RTSS".utf8)),
    ]

    /// The likely format of a file that begins with `bytes`.
    init(guessingFrom bytes: RawSpan) {
        let start = bytes.extracting(first: 256).copied
        if let (format, _) = Self.magics.first(where: { start.starts(with: $0.1) }) {
            self = format
        } else if let first = start.first(where: { !Self.isSpace($0) }), "{[".utf8.contains(first) {
            self = .json
        } else if start.allSatisfy({ $0 == 0 }) {
            self = .zeros
        } else {
            self = Self.looksLikeText(start) ? .text : .unknown
        }
    }

    /// Whether there are no control characters, and mostly ASCII, in whatever encoding.
    private static func looksLikeText(_ bytes: [UInt8]) -> Bool {
        let ascii = bytes.count { (0x20..<0x7f).contains($0) || isSpace($0) }
        return ascii * 2 > bytes.count && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7f || isSpace($0) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0d).contains(byte)
    }

    /// What it is and what to do, for a person.
    var sentence: String {
        switch self {
        case .sqlite: "it is an SQLite database; a session is read by itself, and by its name"
        case .json: "it looks like JSON; a HAR is read by itself, without other files"
        case .text: "it looks like text; give the pcap or pcapng file that was captured"
        case .gzip: "it is compressed with gzip more than once; pipe it through `gzip -dc`"
        case .zstandard: "it is compressed with Zstandard; pipe it through `zstd -dc`"
        case .xz: "it is compressed with xz; pipe it through `xz -dc`"
        case .bzip2: "it is compressed with bzip2; pipe it through `bzip2 -dc`"
        case .lz4: "it is compressed with LZ4; pipe it through `lz4 -dc`"
        case .zip: "it is a ZIP archive; give the capture that is inside"
        case .snoop: "it is a snoop capture; convert it with `editcap -F pcapng`"
        case .networkMonitor: "it is a Network Monitor capture; convert it with `editcap -F pcapng`"
        case .zeros: "it begins with zeros, as a file does whose copying was interrupted; copy it again"
        case .unknown: "give a pcap or pcapng file, or convert it with `editcap -F pcapng`"
        }
    }
}
