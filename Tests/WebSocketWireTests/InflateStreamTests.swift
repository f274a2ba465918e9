import Testing

@testable import WebSocketWire

struct InflateStreamTests {
    /// Steps through all input and gives what came out, and why the last step ended.
    private static func inflated(
        _ input: [UInt8], by stream: InflateStream, room: Int = 4_096
    ) -> (bytes: [UInt8], step: InflateStream.Step, offset: Int) {
        var output: [UInt8] = []
        var block = [UInt8](repeating: 0, count: room)
        var offset = 0
        while true {
            let (step, count) = block.withUnsafeMutableBytes { target in
                stream.step(input.span.bytes, at: &offset, into: target)
            }
            output += block.prefix(count)
            if step != .more || (count < room && offset == input.count) { return (output, step, offset) }
        }
    }

    @Test(arguments: [1, 2, 7, 4_096])
    func `a stream comes out whatever room there is`(_ room: Int) {
        let plain = [UInt8].noise(500, seed: 1) + [UInt8](repeating: 3, count: 3_000)
        let stream = InflateStream()
        let result = Self.inflated(Deflater().message(plain), by: stream, room: room)
        #expect(result.bytes == plain)
        #expect(result.step == .more)
        #expect(!stream.isBetweenBlocks)
        #expect(Self.inflated([0, 0, 0xff, 0xff], by: stream, room: room).bytes == [])
        #expect(stream.isBetweenBlocks)
    }

    @Test
    func `a stream that ends leaves what is behind it`() {
        let wire = Deflater().final(Array("Hello".utf8))
        let result = Self.inflated(wire + [1, 2, 3], by: InflateStream())
        #expect(result.bytes == Array("Hello".utf8))
        #expect(result.step == .streamEnd)
        #expect(result.offset == wire.count)
    }

    @Test
    func `a stream begun again refers to what came before only where the window is kept`() {
        let plain = [UInt8].noise(300, seed: 2)
        let deflater = Deflater()
        let first = deflater.final(plain)
        let second = deflater.final(plain)
        #expect(second.count < 60, "the second stream refers to the first")
        for keeps in [true, false] {
            let stream = InflateStream()
            #expect(Self.inflated(first, by: stream).bytes == plain)
            if keeps { stream.restartKeepingWindow() } else { stream.reset() }
            let result = Self.inflated(second, by: stream)
            #expect(result.step == (keeps ? .streamEnd : .damaged))
            #expect((result.bytes == plain) == keeps)
        }
    }

    @Test
    func `a window filled with one byte is what references before the beginning find`() {
        for byte in [UInt8(0), 0xff] {
            let stream = InflateStream()
            stream.reset(fillingWindowWith: byte)
            let result = Self.inflated([0xf2, 0x00, 0x11, 0x00, 0x00], by: stream)
            #expect(result.bytes == [0x48, byte, byte, byte, byte])
        }
    }

    @Test
    func `it is between blocks only behind a whole block on a byte border`() {
        let stream = InflateStream()
        let wire = Deflater().message(Array("Hello".utf8)) + [0, 0, 0xff, 0xff]
        for (index, byte) in wire.enumerated() {
            _ = Self.inflated([byte], by: stream)
            #expect(stream.isBetweenBlocks == (index == wire.count - 1))
        }
    }

    @Test(arguments: [[0x07], [0x00, 0x01, 0x00, 0x00, 0x00], [0x4b, 0x04, 0x11, 0xff]] as [[UInt8]])
    func `what is no deflate is damaged`(_ wire: [UInt8]) {
        #expect(Self.inflated(wire, by: InflateStream()).step == .damaged)
    }

    @Test
    func `no bytes are no damage`() {
        let result = Self.inflated([], by: InflateStream())
        #expect(result.step == .more)
        #expect(result.bytes == [])
    }
}
