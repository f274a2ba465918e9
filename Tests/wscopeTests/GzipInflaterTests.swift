import Packets
import TestKit
import Testing

@testable import wscope

struct GzipInflaterTests {
    /// Inflates what comes in `chunks`, into rooms of `room` bytes.
    private func inflate(_ chunks: [[UInt8]], room: Int = 7) throws -> (bytes: [UInt8], state: GzipInflater.State) {
        let first = chunks.first ?? []
        let inflater = try #require(first.withUnsafeBytes { GzipInflater(beginning: $0) })
        var next = 1
        var bytes: [UInt8] = []
        var memory = [UInt8](repeating: 0, count: room)
        while true {
            let made = try memory.withUnsafeMutableBytes { target in
                try inflater.read(into: target) { input throws(SourceError) in
                    guard next < chunks.count else { return 0 }
                    input.copyBytes(from: chunks[next])
                    next += 1
                    return chunks[next - 1].count
                }
            }
            if made == 0 { return (bytes, inflater.state) }
            bytes += memory[..<made]
        }
    }

    private let text = Array("a capture, a capture, and another capture".utf8)

    @Test
    func `members that follow one another are one, however they are cut`() throws {
        let compressed = try gzip(text) + gzip([]) + gzip([1, 2, 3])
        try forEveryChunking(of: compressed) { chunks in
            for room in [1, 7, 1000] {
                let (bytes, state) = try inflate(chunks, room: room)
                #expect(bytes == text + [1, 2, 3])
                #expect(state == .behindLast)
            }
        }
    }

    @Test
    func `padding with zeros is quiet and other bytes behind the end are noticed`() throws {
        let compressed = try gzip(text)
        let endings: [([UInt8], GzipInflater.State)] = [
            ([0, 0, 0, 0, 0], .behindLast), ([0], .behindLast), ([0, 0, 5], .behindLastWithRest),
            ([0x1f], .behindLastWithRest), ([0x1f, 0x8c], .behindLastWithRest),
            (Array("rest".utf8), .behindLastWithRest),
        ]
        for (ending, expected) in endings {
            try forEveryChunking(of: compressed + ending) { chunks in
                let (bytes, state) = try inflate(chunks)
                #expect(bytes == text)
                #expect(state == expected)
            }
        }
    }

    @Test
    func `data cut anywhere gives a beginning and says so`() throws {
        let compressed = try gzip(text)
        var longest = 0
        for cut in 2..<compressed.count {
            let (bytes, state) = try inflate([Array(compressed[..<cut])])
            #expect(state == .cutShort)
            #expect(text.starts(with: bytes))
            #expect(bytes.count >= longest)
            longest = bytes.count
        }
        #expect(longest == text.count)
    }

    @Test
    func `flipped bytes never stop the program, and never go unnoticed in the data`() throws {
        var random = SeededRandom(seed: 11)
        let compressed = try gzip((0..<2000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })
        for _ in 0..<3000 {
            var bytes = compressed
            let place = Int.random(in: 10..<bytes.count, using: &random)
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            let (_, state) = try inflate([bytes], room: 512)
            #expect(state != .behindLast, "flipped at \(place)")
        }
    }
}
