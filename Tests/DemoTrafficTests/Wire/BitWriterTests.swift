import Testing

@testable import DemoTraffic

struct BitWriterTests {
    @Test
    func `bits fill a byte from the lowest on`() {
        var writer = BitWriter()
        writer.write(0b1, width: 1)
        writer.write(0b10, width: 2)
        writer.write(0b1_0110, width: 5)
        #expect(writer.bytes == [0b1011_0101])
    }

    @Test
    func `a code stands highest bit first`() {
        var writer = BitWriter()
        writer.write(code: 0b110, width: 3)
        writer.align()
        #expect(writer.bytes == [0b011])
    }

    @Test
    func `nothing is added where a byte is full`() {
        var writer = BitWriter()
        writer.write(0xabcd, width: 16)
        writer.align()
        #expect(writer.bytes == [0xcd, 0xab])
    }

    @Test
    func `only the width counts`() {
        var writer = BitWriter()
        writer.write(-1, width: 4)
        writer.align()
        #expect(writer.bytes == [0x0f])
    }
}
