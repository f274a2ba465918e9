import ByteStreams
import Testing

@testable import TLSDecryption

struct HelloReaderTests {
    private static let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]

    /// What is read: one, two and three bytes, one more, then two that are not there, and the last.
    private func fields() -> [Int?] {
        var reader = HelloReader(Self.bytes.span.bytes)
        let first = reader.number8()
        let second = reader.number16().map { Int($0) }
        let third = reader.number24()
        var fourth: Int?
        if let span = reader.take(1) { fourth = Int(span.byte(at: 0)) }
        let wasAtEnd = reader.isAtEnd ? 1 : 0
        let fifth = reader.number16().map { Int($0) }
        let sixth = reader.number8()
        return [first, second, third, fourth, wasAtEnd, fifth, sixth, reader.isAtEnd ? 1 : 0]
    }

    @Test func `fields are read in turn`() {
        #expect(fields() == [1, 0x0203, 0x040506, 7, 0, nil, 8, 1])
    }

    private func taken(_ count: Int?, of bytes: [UInt8]) -> [UInt8]? {
        var reader = HelloReader(bytes.span.bytes)
        guard let span = reader.take(count) else { return nil }
        return span.copied
    }

    private func hasRandom(_ bytes: [UInt8]) -> Bool {
        var reader = HelloReader(bytes.span.bytes)
        return reader.random() != nil && reader.isAtEnd
    }

    @Test(arguments: [3, .max, -1, nil])
    func `nothing is read beyond the end, nor with an absurd count`(_ count: Int?) {
        #expect(taken(count, of: [1, 2]) == nil)
        #expect(taken(0, of: []) == [])
        #expect(taken(2, of: [1, 2]) == [1, 2])
    }

    @Test func `a random takes its 32 bytes`() {
        #expect(hasRandom([UInt8](repeating: 1, count: 32)))
        #expect(!hasRandom([UInt8](repeating: 1, count: 31)))
    }
}
