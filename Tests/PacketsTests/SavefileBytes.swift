import ByteStreams
import TestKit

@testable import Packets

/// A source that gives bytes in the pieces they were cut into, and then ends or fails.
struct ChunkedSource: ByteSource, ~Copyable {
    private var chunks: [[UInt8]]
    private let failure: SourceError?
    private(set) var consumed: UInt64 = 0
    let size: UInt64?
    let remark: String?
    var isReady = true
    private var next = 0
    private var given = 0

    init(_ chunks: [[UInt8]], failure: SourceError? = nil, size: UInt64? = nil, remark: String? = nil) {
        self.chunks = chunks.filter { !$0.isEmpty }
        self.failure = failure
        self.size = size
        self.remark = remark
    }

    mutating func read(into output: inout OutputRawSpan) throws(SourceError) {
        guard next < chunks.count else {
            if let failure { throw failure }
            return
        }
        let count = min(output.freeCapacity, chunks[next].count - given)
        for byte in chunks[next][given..<(given + count)] { output.append(byte) }
        given += count
        consumed += UInt64(count)
        if given == chunks[next].count {
            next += 1
            given = 0
        }
    }
}

/// A packet as a test sees it.
struct SeenPacket: Hashable {
    let facts: CapturedPacket
    let bytes: [UInt8]
}

/// What reading a file came to.
struct Reading: Hashable {
    var packets: [SeenPacket] = []
    var error: SavefileError?
    var secrets: [DecryptionSecrets] = []
    var remarks: [String] = []

    init(
        _ chunks: [[UInt8]], failure: SourceError? = nil, blockSize: Int = 256, packetLimit: Int = 4096,
        secretsLimit: Int = 1024
    ) {
        var reader = SavefileReader(
            ChunkedSource(chunks, failure: failure), named: "x.pcap", blockSize: blockSize, packetLimit: packetLimit,
            secretsLimit: secretsLimit)
        do throws(SavefileError) {
            while let packet = try reader.next() {
                packets.append(SeenPacket(facts: packet, bytes: reader.bytes.copied))
            }
        } catch {
            self.error = error
        }
        secrets = reader.secrets
        remarks = reader.remarks
    }
}

/// Integers of a savefile in one of the two byte orders.
struct Integers {
    let order: ByteOrder

    func callAsFunction<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
        let ordered = order == .little ? value.littleEndian : value.bigEndian
        return withUnsafeBytes(of: ordered) { Array($0) }
    }
}

/// Writes a pcap file byte by byte.
struct PcapBytes {
    var order = ByteOrder.little
    var magic: UInt32 = 0xa1b2_c3d4
    var major: UInt16 = 2
    var minor: UInt16 = 4
    var snapLength: UInt32 = 65_535
    var linkType: UInt32 = 1

    var header: [UInt8] {
        let put = Integers(order: order)
        return put(magic) + put(major) + put(minor) + put(UInt32(0)) + put(UInt32(0)) + put(snapLength) + put(linkType)
    }

    func record(_ seconds: UInt32, _ fraction: UInt32, _ bytes: [UInt8], original: UInt32? = nil) -> [UInt8] {
        let put = Integers(order: order)
        let count = UInt32(bytes.count)
        return put(seconds) + put(fraction) + put(count) + put(original ?? count) + bytes
    }

    /// Packets of a byte each at whole seconds.
    func file(at seconds: [UInt32]) -> [UInt8] {
        header + seconds.flatMap { record($0, 0, [UInt8(truncatingIfNeeded: $0)]) }
    }
}

/// Writes a pcapng file block by block.
struct PcapngBytes {
    var order = ByteOrder.little

    func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
        let put = Integers(order: order)
        let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
        let length = UInt32(padded.count + 12)
        return put(type) + put(length) + padded + put(length)
    }

    func section(length: Int64 = -1, major: UInt16 = 1) -> [UInt8] {
        let put = Integers(order: order)
        return block(0x0a0d_0d0a, put(UInt32(0x1a2b_3c4d)) + put(major) + put(UInt16(0)) + put(length))
    }

    func interface(linkType: UInt16 = 1, snapLength: UInt32 = 0, options: [UInt8] = []) -> [UInt8] {
        let put = Integers(order: order)
        return block(1, put(linkType) + put(UInt16(0)) + put(snapLength) + options)
    }

    func option(_ code: UInt16, _ value: [UInt8]) -> [UInt8] {
        let put = Integers(order: order)
        return put(code) + put(UInt16(value.count)) + value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
    }

    func enhanced(
        interface: UInt32 = 0, at units: UInt64, _ bytes: [UInt8], original: UInt32? = nil, options: [UInt8] = []
    ) -> [UInt8] {
        let put = Integers(order: order)
        let padding = [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
        return block(
            6,
            put(interface) + put(UInt32(units >> 32)) + put(UInt32(truncatingIfNeeded: units))
                + put(UInt32(bytes.count)) + put(original ?? UInt32(bytes.count)) + bytes + padding + options)
    }

    func obsolete(interface: UInt16, at units: UInt64, _ bytes: [UInt8]) -> [UInt8] {
        let put = Integers(order: order)
        return block(
            2,
            put(interface) + put(UInt16(0xffff)) + put(UInt32(units >> 32)) + put(UInt32(truncatingIfNeeded: units))
                + put(UInt32(bytes.count)) + put(UInt32(bytes.count)) + bytes)
    }

    func simple(original: UInt32, _ bytes: [UInt8]) -> [UInt8] {
        block(3, Integers(order: order)(original) + bytes)
    }

    func secrets(_ data: [UInt8]) -> [UInt8] {
        let put = Integers(order: order)
        return block(10, put(UInt32(0x544c_534b)) + put(UInt32(data.count)) + data)
    }
}

let bothOrders: [ByteOrder] = [.little, .big]

func withSpan<Result>(_ bytes: [UInt8], _ body: (RawSpan) throws -> Result) rethrows -> Result {
    try bytes.withUnsafeBytes { try body(RawSpan(_unsafeBytes: $0)) }
}
