import CZlib
import Testing

@testable import DemoTraffic

/// zlib's raw inflate, with a window that is kept or reset between messages.
private final class ZlibInflate {
    private var stream = z_stream()

    init() { _ = inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) }
    deinit { _ = inflateEnd(&stream) }

    func reset() { _ = inflateReset(&stream) }

    /// The message that was compressed, or nil where zlib finds fault with it.
    func inflated(_ wire: [UInt8], atMost limit: Int) -> [UInt8]? {
        var input = wire + [0x00, 0x00, 0xff, 0xff]
        var output = [UInt8](repeating: 0, count: limit + 64)
        let code = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return inflate(&stream, Z_SYNC_FLUSH)
            }
        }
        guard code == Z_OK || code == Z_BUF_ERROR, stream.avail_in == 0 else { return nil }
        return Array(output[..<(output.count - Int(stream.avail_out))])
    }
}

struct DeflateEncoderTests {
    private static func message(_ kind: Int, _ chance: inout Chance) -> [UInt8] {
        let size = chance.pick(0...3_000)
        switch kind % 5 {
        case 0: return chance.bytes(size)
        case 1: return [UInt8](repeating: UInt8(kind & 0xff), count: size * 20)
        case 2: return Array(String(repeating: "{\"symbol\":\"ACME\",\"bid\":", count: size / 20).utf8)
        case 3: return (0..<size).map { _ in UInt8(chance.pick(0x61...0x64)) }
        default: return Array("short \(kind)".utf8)
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64], [true, false])
    func `zlib inflates what was compressed, message after message`(_ seed: UInt64, _ keepsContext: Bool) {
        var chance = Chance(seed: seed)
        var encoder = DeflateEncoder(keepsContext: keepsContext)
        let zlib = ZlibInflate()
        for kind in 0..<200 {
            let message = Self.message(kind, &chance)
            let wire = encoder.compressed(message)
            if !keepsContext { zlib.reset() }
            #expect(zlib.inflated(wire, atMost: message.count) == message, "message \(kind)")
        }
    }

    @Test
    func `a run of any length is told exactly`() {
        for count in 0...600 {
            var encoder = DeflateEncoder(keepsContext: false)
            let message = [UInt8](repeating: 0x41, count: count)
            #expect(ZlibInflate().inflated(encoder.compressed(message), atMost: count) == message, "\(count)")
        }
    }

    @Test
    func `every distance of the window is reached`() {
        for distance in [4, 5, 7, 8, 9, 100, 256, 257, 1_024, 4_097, 16_384, 24_577, 32_767, 32_768, 32_769, 40_000] {
            var chance = Chance(seed: UInt64(distance))
            var encoder = DeflateEncoder(keepsContext: false)
            let head: [UInt8] = [1, 2, 3, 4]
            let message = head + chance.bytes(distance - 4).map { $0 | 0x80 } + head
            #expect(
                ZlibInflate().inflated(encoder.compressed(message), atMost: message.count) == message, "\(distance)")
        }
    }

    @Test
    func `nothing outside a smaller window is referred to`() {
        var chance = Chance(seed: 5)
        let block = chance.bytes(600)
        var narrow = DeflateEncoder(keepsContext: false, windowBits: 9)
        var wide = DeflateEncoder(keepsContext: false)
        #expect(narrow.compressed(block + block).count > 1_200)
        #expect(wide.compressed(block + block).count < 800)
    }

    @Test
    func `a kept window makes the second message smaller, and an empty one does not`() {
        let message = Array("{\"type\":\"quote\",\"symbol\":\"ACME\",\"bid\":100.02,\"ask\":100.07}".utf8)
        var keeping = DeflateEncoder(keepsContext: true)
        var forgetting = DeflateEncoder(keepsContext: false)
        let first = keeping.compressed(message)
        #expect(forgetting.compressed(message) == first)
        #expect(keeping.compressed(message).count < 10)
        #expect(forgetting.compressed(message) == first)
    }

    @Test
    func `an empty message is one byte of zero`() {
        var encoder = DeflateEncoder(keepsContext: true)
        #expect(encoder.compressed([]) == [0])
    }

    @Test
    func `memory stays bounded over many messages, and a large one is given back`() {
        var encoder = DeflateEncoder(keepsContext: true)
        var chance = Chance(seed: 9)
        _ = encoder.compressed(chance.bytes(300_000))
        for _ in 0..<300 { _ = encoder.compressed(chance.bytes(1_000)) }
        #expect(encoder.memory < 200_000)
    }
}
