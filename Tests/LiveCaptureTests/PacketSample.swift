import ByteStreams

/// A TCP segment without payload from 10.0.0.1 to 10.0.0.2, in the headers that a test asks for.
struct PacketSample {
    var source: UInt16 = 50_000
    var destination: UInt16 = 8_080

    /// From the IPv4 header on.
    var internet: [UInt8] {
        let header: [UInt8] = [0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
        return header + ports + [0, 0, 0, 1, 0, 0, 0, 0, 0x50, 2, 0, 1, 0, 0, 0, 0]
    }

    var ethernet: [UInt8] { [UInt8](repeating: 2, count: 12) + [8, 0] + internet }

    /// LINKTYPE_LINUX_SLL.
    var cooked: [UInt8] { [0, 0, 0, 1, 0, 6, 2, 2, 2, 2, 2, 2, 0, 0, 8, 0] + internet }

    /// LINKTYPE_NULL.
    var loopback: [UInt8] { [2, 0, 0, 0] + internet }

    private var ports: [UInt8] {
        [source, destination].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    }
}

/// Lends the bytes of an array.
func withSpan<Result>(_ bytes: [UInt8], _ body: (RawSpan) throws -> Result) rethrows -> Result {
    try bytes.withUnsafeBytes { try body(RawSpan(_unsafeBytes: $0)) }
}
