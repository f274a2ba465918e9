import ByteStreams
import TestKit
import Testing

@testable import Packets

struct SavefileReaderTests {
    @Test
    func `damage is thrown once, then nothing more comes and no bytes are left`() throws {
        var reader = SavefileReader(
            ChunkedSource([PcapBytes().file(at: [1, 2]) + [1, 2, 3]], size: 61), named: "x.pcap")
        #expect(try reader.next()?.number == 1)
        #expect(reader.bytes.copied == [1])
        #expect(try reader.next()?.number == 2)
        #expect(throws: SavefileError.self) { try reader.next() }
        #expect(reader.bytes.byteCount == 0)
        #expect(try reader.next() == nil)
        #expect(try reader.next() == nil)
        #expect(reader.consumed == 61)
        #expect(reader.size == 61)
    }

    @Test
    func `the end stays the end`() throws {
        var reader = SavefileReader(ChunkedSource([PcapBytes().file(at: [])], remark: "note"), named: "x.pcap")
        for _ in 0..<3 {
            #expect(try reader.next() == nil)
        }
        #expect(reader.size == nil)
        #expect(reader.remarks == ["note"])
    }
}
