import CZlib

/// One side's permessage-deflate compression, message by message (RFC 7692 section 7.2.1).
final class Deflater {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let keepsContext: Bool

    init(keepsContext: Bool = true) {
        self.keepsContext = keepsContext
        stream.initialize(to: z_stream())
        deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// A message's compressed payload, without the four bytes at its end.
    func message(_ payload: [UInt8]) -> [UInt8] {
        if !keepsContext { deflateReset(stream) }
        var input = payload
        var output = [UInt8](repeating: 0, count: payload.count + payload.count / 8 + 256)
        let written = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.pointee.next_in = source.baseAddress
                stream.pointee.avail_in = UInt32(source.count)
                stream.pointee.next_out = target.baseAddress
                stream.pointee.avail_out = UInt32(target.count)
                deflate(stream, Z_SYNC_FLUSH)
                return target.count - Int(stream.pointee.avail_out)
            }
        }
        return Array(output[..<max(0, written - 4)])
    }

    func message(_ text: String) -> [UInt8] {
        message(Array(text.utf8))
    }
}
