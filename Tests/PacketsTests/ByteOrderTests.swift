import Testing

@testable import Packets

struct ByteOrderTests {
    @Test
    func `words are read in either order at any offset`() {
        withSpan([0xff, 1, 2, 3, 4, 5, 6, 7, 8]) { bytes in
            #expect(bytes.word16(at: 1, .little) == 0x0201)
            #expect(bytes.word16(at: 1, .big) == 0x0102)
            #expect(bytes.word32(at: 1, .little) == 0x0403_0201)
            #expect(bytes.word32(at: 1, .big) == 0x0102_0304)
            #expect(bytes.word64(at: 1, .little) == 0x0807_0605_0403_0201)
            #expect(bytes.word64(at: 1, .big) == 0x0102_0304_0506_0708)
        }
    }
}
