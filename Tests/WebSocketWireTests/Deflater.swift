import CZlib
import WebSocketWire

/// A sender's side of permessage-deflate, by zlib.
final class Deflater {
    private var stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let keepsContext: Bool

    init(windowBits: Int32 = 15, keepsContext: Bool = true, level: Int32 = 6) {
        self.keepsContext = keepsContext
        stream.initialize(to: z_stream())
        let code = deflateInit2_(
            stream, level, Z_DEFLATED, -windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(code == Z_OK)
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// The bytes that a message with this payload carries: flushed, and the tail `00 00 ff ff` left out.
    func message(_ plain: [UInt8]) -> [UInt8] {
        defer { if !keepsContext { deflateReset(stream) } }
        let bytes = run(plain, Z_SYNC_FLUSH)
        precondition(bytes.suffix(4) == [0, 0, 0xff, 0xff])
        return Array(bytes.dropLast(4))
    }

    /// The bytes of a piece of a message that ends with a block border inside of the message.
    func piece(_ plain: [UInt8], flush: Int32) -> [UInt8] {
        run(plain, flush)
    }

    /// A message whose last block says that it is the last (BFINAL); the next one begins a new stream, which still
    /// refers to this message.
    func final(_ plain: [UInt8]) -> [UInt8] {
        let bytes = run(plain, Z_FINISH)
        deflateReset(stream)
        if keepsContext { deflateSetDictionary(stream, plain, UInt32(plain.count)) }
        return bytes
    }

    private func run(_ plain: [UInt8], _ flush: Int32) -> [UInt8] {
        var input = plain
        var output: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        input.withUnsafeMutableBufferPointer { source in
            stream.pointee.next_in = source.baseAddress
            stream.pointee.avail_in = UInt32(source.count)
            repeat {
                block.withUnsafeMutableBufferPointer { target in
                    stream.pointee.next_out = target.baseAddress
                    stream.pointee.avail_out = UInt32(target.count)
                    deflate(stream, flush)
                }
                output += block.prefix(block.count - Int(stream.pointee.avail_out))
            } while stream.pointee.avail_out == 0
        }
        return output
    }
}

/// A compressed frame of a server with these bytes on the wire.
func compressed(_ bytes: [UInt8], _ opcode: Opcode = .text, final isFinal: Bool = true) -> FrameBytes {
    FrameBytes(opcode: opcode, isFinal: isFinal, reserved: 4, payload: bytes)
}
