import ByteStreams
import TestKit
import Testing

@testable import Packets

struct MergedSavefilesTests {
    /// Reads files to the end: each packet as its time in seconds and the file it is from.
    private func merge(_ files: [[UInt8]]) -> (order: [[Int]], merged: MergedSavefilesResult) {
        var merged = MergedSavefiles<ChunkedSource>(blockSize: 64)
        for (index, file) in files.enumerated() {
            merged.add(ChunkedSource([file], size: UInt64(file.count), remark: "remark \(index)"), named: "\(index)")
        }
        var order: [[Int]] = []
        while let packet = merged.next() {
            #expect(packet.number == order.count + 1)
            #expect(merged.bytes.copied == [UInt8(packet.time.nanoseconds / 1_000_000_000)])
            order.append([Int(packet.time.nanoseconds / 1_000_000_000), merged.file ?? -1])
        }
        #expect(merged.next() == nil)
        #expect(merged.bytes.byteCount == 0)
        #expect(merged.file == nil)
        #expect(merged.count == order.count)
        #expect(merged.size == files.reduce(0) { $0 + UInt64($1.count) })
        return (
            order,
            MergedSavefilesResult(
                timesGoneBack: merged.timesGoneBack, errors: merged.errors, remarks: merged.remarks,
                secrets: merged.secrets, consumed: merged.consumed)
        )
    }

    private struct MergedSavefilesResult {
        let timesGoneBack: Int
        let errors: [SavefileError]
        let remarks: [String]
        let secrets: [DecryptionSecrets]
        let consumed: UInt64
    }

    @Test
    func `packets come by time, and equal times by file`() {
        let pcap = PcapBytes()
        let files = [
            pcap.file(at: [1, 4, 4, 9]), pcap.file(at: [1, 4, 5]), pcap.file(at: []), pcap.file(at: [0, 4]),
        ]
        let (order, merged) = merge(files)
        #expect(order == [[0, 3], [1, 0], [1, 1], [4, 0], [4, 0], [4, 1], [4, 3], [5, 1], [9, 0]])
        #expect(merged.timesGoneBack == 0)
        #expect(merged.errors.isEmpty)
        #expect(merged.consumed == files.reduce(0) { $0 + UInt64($1.count) })
        #expect(merged.remarks.sorted() == ["remark 0", "remark 1", "remark 2", "remark 3"])
    }

    @Test
    func `any files with ordered times merge as a stable sort does`() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<200 {
            var expected: [[Int]] = []
            var files: [[UInt8]] = []
            for file in 0..<Int.random(in: 1...6, using: &random) {
                let times = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                    UInt32.random(in: 0...12, using: &random)
                }.sorted()
                expected += times.map { [Int($0), file] }
                files.append(PcapBytes().file(at: times))
            }
            let sorted = expected.enumerated().sorted {
                ($0.element[0], $0.element[1], $0.offset) < ($1.element[0], $1.element[1], $1.offset)
            }.map(\.element)
            #expect(merge(files).order == sorted)
        }
    }

    @Test
    func `times that go back stay in the order of their file and are counted`() {
        let pcap = PcapBytes()
        let (order, merged) = merge([pcap.file(at: [5, 3, 4, 2, 8]), pcap.file(at: [4, 6])])
        #expect(order == [[4, 1], [5, 0], [3, 0], [4, 0], [2, 0], [6, 1], [8, 0]])
        #expect(merged.timesGoneBack == 2)
    }

    @Test
    func `a file that breaks does not stop the others, and its secrets stay`() {
        let pcap = PcapBytes()
        let pcapng = PcapngBytes()
        let withSecrets =
            pcapng.section() + pcapng.interface() + pcapng.enhanced(at: 2_000_000, [2]) + pcapng.secrets([1])
            + pcapng.enhanced(at: 3_000_000, [3]) + pcapng.secrets([2]) + [1, 2, 3]
        let (order, merged) = merge([
            pcap.file(at: [1, 2]) + [1], pcap.file(at: [1, 5]), Array("no capture".utf8), withSecrets, [],
        ])
        #expect(order == [[1, 0], [1, 1], [2, 0], [2, 3], [3, 3], [5, 1]])
        #expect(merged.errors.map(\.file) == ["2", "4", "0", "3"])
        #expect(merged.errors.map(\.packetsBefore) == [0, 0, 2, 2])
        #expect(merged.secrets.map(\.data) == [[1], [2]])
    }

    @Test
    func `what may have to wait is announced before, with every earlier packet given`() {
        var source = ChunkedSource(PcapBytes().file(at: [1, 2, 3]).map { [$0] })
        source.isReady = false
        var merged = MergedSavefiles<ChunkedSource>()
        merged.add(source, named: "a")
        merged.add(ChunkedSource([PcapBytes().file(at: [1, 2, 3])]), named: "b")
        var given = 0
        var announced: [Int] = []
        while merged.next(beforeWaiting: { announced.append(given) }) != nil { given += 1 }
        #expect(given == 6)
        // A header of 24 bytes, three packets of 17, and the end, which is asked for once more.
        #expect(announced.count == 24 + 3 * 17 + 1)
        #expect(Set(announced) == [0, 1, 3, 5])
    }

    @Test
    func `files left before their end are closed`() {
        var merged = MergedSavefiles<ChunkedSource>()
        #expect(merged.next() == nil)
        merged.add(ChunkedSource([PcapBytes().file(at: [1, 2, 3])]), named: "a")
        merged.add(ChunkedSource([PcapBytes().file(at: [1, 2, 3])]), named: "b")
        #expect(merged.size == nil)
        #expect(merged.next()?.number == 1)
        #expect(merged.consumed > 0)
    }
}
