import CZlib
import CaptureKit
import Glibc
import Packets
import Testing

@testable import wscope

extension CaptureFile {
    /// The lines that are expected of it.
    var expected: [UInt8] { contents(of: expectedPath) ?? [] }
}

/// Compares two stories, and shows the first line that differs.
func expectSame(
    _ story: [UInt8], _ expected: [UInt8], _ what: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    guard story != expected else { return }
    let lines = story.split(separator: 0x0a, omittingEmptySubsequences: false)
    let expectedLines = expected.split(separator: 0x0a, omittingEmptySubsequences: false)
    let place = zip(lines, expectedLines).enumerated().first { $1.0 != $1.1 }?.offset
    let number = place ?? min(lines.count, expectedLines.count)
    func line(_ lines: [ArraySlice<UInt8>]) -> String {
        number < lines.count ? String(decoding: lines[number].prefix(600), as: UTF8.self) : "(none)"
    }
    Issue.record(
        "\(what): line \(number + 1) is\n\(line(lines))\nand should be\n\(line(expectedLines))",
        sourceLocation: sourceLocation)
}

/// Bytes as one gzip member.
func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
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

/// The story of a file that the program itself opens.
func story(ofFile bytes: [UInt8], _ telling: Telling) throws -> [UInt8] {
    var template = Array("/tmp/wscope-golden-XXXXXX".utf8CString)
    let number = mkstemp(&template)
    try #require(number >= 0)
    close(number)
    let path = template.withUnsafeBufferPointer {
        String(decoding: UnsafeRawBufferPointer($0).dropLast(), as: UTF8.self)
    }
    defer { unlink(path) }
    try #require(write(bytes, to: path))
    var files = CaptureFiles()
    var captures = MergedSavefiles<SourceBytes>()
    captures.add(try files.open(path), named: path)
    let story = Story(of: &captures, telling)
    #expect(story.errors == [])
    return story.jsonLines
}
