import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection

struct BorderSearchTests {
    private static func frames(_ count: Int) -> [UInt8] {
        (0..<count).flatMap { Wire.frame(.text, Array("frame number \($0)".utf8)) }
    }

    private static func time(_ number: Int) -> Timestamp { Timestamp(nanoseconds: Int64(number)) }

    @Test func `what is found has the times of its bytes`() throws {
        let noise = Array("....".utf8)
        let wire = noise + Self.frames(4)
        let search = BorderSearch(masking: .forbidden, compression: .none)
        #expect(search.isEmpty)
        var found: BorderSearch.Found?
        for start in stride(from: 0, to: wire.count, by: 3) where found == nil {
            var offset = 0
            let piece = Array(wire[start..<min(wire.count, start + 3)])
            found = search.accept(piece.span.bytes, from: &offset, at: Self.time(start))
            #expect(offset == piece.count)
        }
        let border = try #require(found)
        #expect(border.skipped == noise.count)
        #expect(!border.isMasked)
        #expect(border.time == Self.time(3))
        #expect(border.pieces.first?.range == 4..<6)
        #expect(border.pieces.dropFirst().allSatisfy { $0.time.nanoseconds == Int64($0.range.lowerBound) })
        #expect((0.5...1).contains(border.confidence))
    }

    @Test func `what is held back can be taken out with its times`() {
        let search = BorderSearch(masking: .forbidden, compression: .none)
        for number in 0..<5 {
            var offset = 0
            _ = search.accept([UInt8](repeating: 0x2e, count: number).span.bytes, from: &offset, at: Self.time(number))
        }
        #expect(search.held.bytes.count == 10)
        #expect(search.held.pieces.map(\.range.count) == [0, 1, 2, 3, 4])
        #expect(search.held.pieces.map(\.time) == (0..<5).map(Self.time))
        #expect(search.seen == 10)
        search.release()
        #expect(search.held.bytes.isEmpty)
        #expect(search.seen == 10)
        let found = search.finish()
        #expect(found == nil)
    }

    @Test func `frames are found behind more noise than the window holds`() {
        let search = BorderSearch(masking: .forbidden, compression: .none)
        let wire = [UInt8](repeating: 0x2e, count: 300_000) + Self.frames(6)
        var found: BorderSearch.Found?
        for start in stride(from: 0, to: wire.count, by: 1_460) {
            let piece = Array(wire[start..<min(wire.count, start + 1_460)])
            var offset = 0
            while offset < piece.count, found == nil {
                found = search.accept(piece.span.bytes, from: &offset, at: Self.time(start))
            }
        }
        #expect(found?.skipped == 300_000)
        #expect(found?.window.suffix(Self.frames(6).count).elementsEqual(Self.frames(6)) == true)
    }
}
