import ByteStreams
import Testing

struct RawSpanBytesTests {
    private static let bytes: [UInt8] = [0x01, 0x82, 0x03, 0x84, 0x05, 0x86, 0x07, 0x88, 0x09, 0x8a, 0x0b]

    @Test(arguments: 0..<4)
    func `integers are read in both orders at offsets without alignment`(_ offset: Int) {
        let span = Self.bytes.span.bytes
        let expected = Self.bytes[offset...].map(UInt64.init)
        func big(_ count: Int) -> UInt64 { expected.prefix(count).reduce(0) { $0 << 8 | $1 } }
        func little(_ count: Int) -> UInt64 { expected.prefix(count).reversed().reduce(0) { $0 << 8 | $1 } }
        #expect(UInt64(span.byte(at: offset)) == big(1))
        #expect(UInt64(span.bigEndian16(at: offset)) == big(2))
        #expect(UInt64(span.bigEndian32(at: offset)) == big(4))
        #expect(span.bigEndian64(at: offset) == big(8))
        #expect(UInt64(span.littleEndian16(at: offset)) == little(2))
        #expect(UInt64(span.littleEndian32(at: offset)) == little(4))
    }

    @Test
    func `a copy has the same bytes, and none of an empty span`() {
        #expect(Self.bytes.span.bytes.copied == Self.bytes)
        #expect(Self.bytes.span.bytes.extracting(3..<5).copied == [0x84, 0x05])
        #expect([UInt8]().span.bytes.copied == [])
    }
}
