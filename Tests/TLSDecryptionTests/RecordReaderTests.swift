import ByteStreams
import TestKit
import Testing

@testable import TLSDecryption

struct RecordReaderTests {
    private static let wire: [UInt8] = [
        22, 3, 1, 0, 3, 1, 2, 3, 23, 3, 3, 0, 0, 20, 3, 3, 0, 1, 1, 23, 3, 3, 0, 2, 8, 9,
    ]

    /// What is found in chunks: each record's type and body.
    private func records(_ chunks: [[UInt8]]) -> [[UInt8]] {
        var reader = RecordReader()
        var found: [[UInt8]] = []
        for chunk in chunks {
            var offset = 0
            while let step = reader.next(bytes: chunk, at: &offset) {
                switch step {
                case .notRecord: return found + [[0]]
                case .record(let header, .gathered): found.append([header.type] + reader.gathered)
                case .record(let header, .inPlace(let range)): found.append([header.type] + chunk[range])
                }
            }
        }
        return found
    }

    @Test func `records are found however their bytes come`() {
        forEveryChunking(of: Self.wire) { chunks in
            #expect(records(chunks) == [[22, 1, 2, 3], [23], [20, 1], [23, 8, 9]], "cut as \(chunks)")
        }
    }

    @Test func `bytes that are no header lose the border`() {
        forEveryChunking(of: [22, 3, 1, 0, 1, 7] + Array("GET / HTTP/1.1".utf8)) { chunks in
            #expect(records(chunks) == [[22, 7], [0]])
        }
    }

    @Test func `a gap within a record damages that record alone`() {
        for seen in 5..<8 {
            for missing in 1...(8 - seen) {
                var reader = RecordReader()
                var offset = 0
                #expect(reader.next(bytes: Array(Self.wire[..<seen]), at: &offset) == nil)
                guard case .damaged(let header) = reader.skip(missing) else {
                    Issue.record("not damaged: \(seen) \(missing)")
                    continue
                }
                #expect(header.bodyLength == 3)
                offset = 0
                let rest = Array(Self.wire[(seen + missing)...])
                guard case .record(let next, _)? = reader.next(bytes: rest, at: &offset) else {
                    Issue.record("no record behind")
                    continue
                }
                #expect(next.type == 23 && next.bodyLength == 0)
            }
        }
    }

    @Test func `a gap that may hide a header loses the border`() {
        var reader = RecordReader()
        #expect(reader.skip(1) == .border(of: nil))
        #expect(reader.isLost)
        #expect(reader.skip(5) == .nothingMore)
        reader.resume()
        var offset = 0
        #expect(reader.next(bytes: [22, 3, 1, 0, 9, 1], at: &offset) == nil)
        #expect(reader.pendingCount == 6)
        guard case .border(of: let header?) = reader.skip(9) else {
            Issue.record("the border is not lost")
            return
        }
        #expect(header.bodyLength == 9)
        reader.resume()
        reader.lose()
        #expect(reader.isLost)
    }

    @Test func `a second gap in a damaged record is nothing more, unless it goes beyond`() {
        for (count, loss) in [(2, RecordReader.Loss.nothingMore), (9, .border(of: nil))] {
            var reader = RecordReader()
            var offset = 0
            _ = reader.next(bytes: [22, 3, 1, 0, 9, 1], at: &offset)
            _ = reader.skip(3)
            #expect(reader.skip(count) == loss)
        }
    }
}
