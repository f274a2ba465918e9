package import Packets

/// A capture in memory, given in reads of certain sizes over and over.
package struct MemorySource: ByteSource, ~Copyable {
    private let bytes: [UInt8]
    private let readSizes: [Int]
    private var reads = 0
    private var given = 0

    /// A source of `bytes`, at most as many at a time as the next of `readSizes` says.
    package init(_ bytes: [UInt8], readSizes: [Int] = [.max]) {
        self.bytes = bytes
        self.readSizes = readSizes
    }

    package mutating func read(into output: inout OutputRawSpan) throws(SourceError) {
        let count = min(output.freeCapacity, bytes.count - given, readSizes[reads % readSizes.count])
        reads += 1
        bytes.withUnsafeBytes { memory in
            output.withUnsafeMutableBytes { room, filled in
                UnsafeMutableRawBufferPointer(rebasing: room[filled...])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[given..<(given + count)]))
                filled += count
            }
        }
        given += count
    }

    package var consumed: UInt64 { UInt64(given) }
    package var size: UInt64? { UInt64(bytes.count) }
    package var remark: String? { nil }
}
