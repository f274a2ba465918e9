import CZlib
import Glibc
import Packets
@testable import wscope
import Testing

/// A folder that lasts as long as a test.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/wscope-test-XXXXXX".utf8CString)
        path = try String(cString: #require(mkdtemp(&template)))
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    private var names: [String] = []

    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        names.append(name)
        let number = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(number >= 0)
        try #require(write(number, bytes, bytes.count) == bytes.count)
        close(number)
        return "\(path)/\(name)"
    }
}

/// Compresses bytes to one gzip member.
func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    try #require(deflateInit2_(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
    let made = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            stream.next_out = target.baseAddress
            stream.avail_out = UInt32(target.count)
            #expect(deflate(&stream, Z_FINISH) == Z_STREAM_END)
            return target.count - Int(stream.avail_out)
        }
    }
    return Array(output[..<made])
}

/// Everything that a source gives, in reads of at most `room` bytes, and how it ends.
func drain(_ source: inout SourceBytes, room: Int = 4096) -> (bytes: [UInt8], error: SourceError?) {
    var bytes: [UInt8] = []
    while true {
        var failure: SourceError?
        let piece = [UInt8](capacity: room) { (output: inout OutputSpan<UInt8>) in
            output.withUnsafeMutableBufferPointer { memory, count in
                let raw = UnsafeMutableRawBufferPointer(memory)
                var target = OutputRawSpan(buffer: raw, initializedCount: 0)
                do throws(SourceError) {
                    try source.read(into: &target)
                } catch {
                    failure = error
                }
                count = target.finalize(for: raw)
            }
        }
        if let failure { return (bytes, failure) }
        if piece.isEmpty { return (bytes, nil) }
        bytes += piece
    }
}
