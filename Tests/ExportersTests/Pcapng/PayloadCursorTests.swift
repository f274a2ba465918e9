import TestKit
import Testing
import WebSocketWire

@testable import Exporters

struct PayloadCursorTests {
    static func extents(
        _ total: UInt64, _ holes: [(UInt64, UInt64)], kept: Int, cuts: [UInt64] = []
    ) -> [PayloadCursor.Extent] {
        var cursor = PayloadCursor(
            total: total, holes: holes.map { Hole(offset: $0.0, length: $0.1) }, kept: kept)
        var extents: [PayloadCursor.Extent] = []
        for end in cuts + [.max] {
            while let extent = cursor.next(upTo: end) { extents.append(extent) }
        }
        #expect(cursor.position == total)
        return extents
    }

    @Test func `bytes and holes come in their order`() {
        #expect(Self.extents(0, [], kept: 0) == [])
        #expect(Self.extents(9, [], kept: 9) == [.bytes(0..<9)])
        #expect(Self.extents(9, [(2, 3)], kept: 6) == [.bytes(0..<2), .missing(3), .bytes(2..<6)])
        #expect(Self.extents(9, [(0, 3), (8, 1)], kept: 5) == [.missing(3), .bytes(0..<5), .missing(1)])
        #expect(
            Self.extents(9, [(2, 3)], kept: 2, cuts: [4]) == [.bytes(0..<2), .missing(2), .missing(1), .missing(4)])
        #expect(Self.extents(9, [], kept: 4) == [.bytes(0..<4), .missing(5)])
        #expect(Self.extents(.max, [(1, .max)], kept: 1) == [.bytes(0..<1), .missing(.max - 1)])
    }

    @Test(arguments: 1...200)
    func `wherever it is cut, the same bytes stand at the same places`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var holes: [(UInt64, UInt64)] = []
        var at: UInt64 = 0
        while at < 90, holes.count < 8 {
            let start = at + UInt64.random(in: 0...20, using: &random)
            let length = UInt64.random(in: 1...15, using: &random)
            holes.append((start, length))
            at = start + length
        }
        let total = at + UInt64.random(in: 0...20, using: &random)
        let present = Int(total - holes.reduce(0) { $0 + $1.1 })
        let kept = Int.random(in: 0...present, using: &random)
        func flat(_ cuts: [UInt64]) -> [Int?] {
            Self.extents(total, holes, kept: kept, cuts: cuts).flatMap { extent -> [Int?] in
                switch extent {
                case .bytes(let range): range.map { $0 }
                case .missing(let count): Array(repeating: nil, count: Int(count))
                }
            }
        }
        let whole = flat([])
        #expect(whole.compactMap { $0 } == Array(0..<kept))
        for hole in holes { #expect(whole[Int(hole.0)..<Int(hole.0 + hole.1)].allSatisfy { $0 == nil }) }
        #expect(flat((0..<total).map { $0 }) == whole)
        #expect(flat([total / 3, total / 2]) == whole)
    }

    @Test func `what is passed over is not told`() {
        var cursor = PayloadCursor(total: 10, holes: [Hole(offset: 3, length: 2)], kept: 8)
        cursor.pass(upTo: 6)
        #expect(cursor.next(upTo: 10) == .bytes(4..<8))
    }
}
