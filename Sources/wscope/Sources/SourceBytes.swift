package import Packets

/// The bytes of a capture file, a pipe or standard input, decompressed where they are gzip.
package struct SourceBytes: ~Copyable, ByteSource {
    private enum Content {
        case undecided
        case plain
        case gzip(GzipInflater)
    }

    /// Bytes that tell one format from another.
    private static let glance = 4_096

    private var file: FileDescriptor
    private var content = Content.undecided
    /// Bytes that were looked at and are still to be read.
    private var ahead: [UInt8] = []

    /// The bytes of an open file.
    init(_ file: consuming FileDescriptor) {
        self.file = file
    }

    /// The file as errors call it: its path, or `standard input`.
    package var name: String {
        file.name
    }

    /// Appends the next bytes to `output`; none at the end. Compressed data that is cut short or damaged gives all that
    /// comes before, and then an error.
    package mutating func read(into output: inout OutputRawSpan) throws(SourceError) {
        try unsafe output.withUnsafeMutableBytes { memory, count throws(SourceError) in
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...])
            if !ahead.isEmpty {
                let taken = min(ahead.count, room.count)
                unsafe room.copyBytes(from: ahead[..<taken])
                ahead.removeFirst(taken)
                count += taken
            } else {
                count += unsafe try read(into: room)
            }
        }
    }

    /// The first bytes, at most so many, and fewer where the source has no more at the moment. They are still to be read
    /// afterwards.
    mutating func first(_ count: Int) throws(SourceError) -> [UInt8] {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
        defer { unsafe memory.deallocate() }
        let got = unsafe try read(into: memory)
        unsafe ahead = Array(memory[..<got])
        return ahead
    }

    /// Whether the first bytes, of which there may be few, are what is looked for.
    mutating func begins(with isWanted: (RawSpan) -> Bool) throws(SourceError) -> Bool {
        let glance = try first(Self.glance)
        return unsafe isWanted(glance.span.bytes)
    }

    /// A descriptor of the file of which these bytes are all, and its size; nil where it is a pipe, or compressed. To be
    /// asked once the first bytes were read.
    func plainFile() -> (descriptor: Int32, size: UInt64)? {
        guard case .plain = content, let size = file.size, let descriptor = file.duplicate() else { return nil }
        return (descriptor, size)
    }

    /// Whether the next read is sure not to wait. Compressed bytes at hand need not give any.
    package var isReady: Bool {
        !ahead.isEmpty || file.isReady
    }

    /// Bytes read so far from the file itself, compressed or not.
    package var consumed: UInt64 {
        file.consumed
    }

    /// The size of a regular file, compressed or not; `nil` for a pipe.
    package var size: UInt64? {
        file.size
    }

    /// What was left out behind the compressed data.
    package var remark: String? {
        guard case .gzip(let inflater) = content, inflater.state == .behindLastWithRest else { return nil }
        return "\(file.name): bytes behind the end of the compressed data were ignored, as gzip does"
    }

    private mutating func read(into room: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        switch content {
        case .plain: unsafe try file.read(into: room)
        case .gzip(let inflater): unsafe try inflate(inflater, into: room)
        case .undecided: unsafe try begin(into: room)
        }
    }

    /// Reads the first bytes, two at least where the file and the room have them, and looks whether they are gzip's.
    private mutating func begin(into room: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        let first = unsafe UnsafeMutableRawBufferPointer(rebasing: room.prefix(GzipInflater.inputSize))
        var count = unsafe try file.read(into: first)
        while count == 1, first.count > 1 {
            let more = unsafe try file.read(into: UnsafeMutableRawBufferPointer(rebasing: first[1...]))
            guard more > 0 else { break }
            count += more
        }
        guard count >= 2, unsafe first[0] == 0x1f, unsafe first[1] == 0x8b else {
            content = .plain
            return count
        }
        let beginning = unsafe UnsafeRawBufferPointer(rebasing: first[..<count])
        guard let inflater = unsafe GzipInflater(beginning: beginning) else {
            throw SourceError(
                file: file.name, problem: "there is no memory to decompress it", advice: "end other programs")
        }
        content = .gzip(inflater)
        return unsafe try inflate(inflater, into: room)
    }

    private mutating func inflate(
        _ inflater: GzipInflater, into room: UnsafeMutableRawBufferPointer
    ) throws(SourceError) -> Int {
        let made = unsafe try inflater.read(into: room) { memory throws(SourceError) in
            unsafe try file.read(into: memory)
        }
        switch inflater.state {
        case .cutShort where made == 0:
            throw SourceError(
                file: file.name, problem: "the compressed data ends too early, after \(file.consumed) bytes",
                advice: "it was cut short while being written or copied; copy it again")
        case .damaged(let reason) where made == 0:
            throw SourceError(
                file: file.name, problem: "the compressed data is damaged near byte \(file.consumed) (\(reason))",
                advice: "copy the file again, and check it with `gzip -t`")
        default:
            return made
        }
    }
}
