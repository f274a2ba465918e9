import CZlib
import Packets

/// Inflates gzip members (RFC 1952) that follow one another, as `gzip -dc` does.
@safe final class GzipInflater {
    /// Where the compressed bytes stand.
    enum State: Sendable, Hashable {
        /// Inside a member, or in front of the first.
        case insideMember
        /// Behind a member: in front of another, of padding, or of the end.
        case betweenMembers
        /// Behind the last member, where only zeros that pad were seen.
        case behindLast
        /// Behind the last member, where there are bytes that belong to none.
        case behindLastWithRest
        /// At the end, though a member is not complete.
        case cutShort
        /// At bytes that cannot be inflated; why.
        case damaged(String)
    }

    /// Reads compressed bytes into memory and gives how many; 0 at the end.
    typealias Refill = (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int

    /// How many compressed bytes are read at a time.
    static let inputSize = 1 << 18

    /// zlib wants the stream to stay at one address.
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end: Int
    /// Where the compressed bytes stand.
    private(set) var state = State.insideMember

    /// An inflater of a file that begins with `beginning`, at most `inputSize` bytes; `nil` where zlib has no memory.
    init?(beginning: UnsafeRawBufferPointer) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        unsafe input = .allocate(byteCount: Self.inputSize, alignment: 16)
        end = min(beginning.count, Self.inputSize)
        unsafe input.copyMemory(from: UnsafeRawBufferPointer(rebasing: beginning.prefix(end)))
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else { return nil }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
        unsafe input.deallocate()
    }

    /// Inflates into `output`, which is not empty, and gives how many bytes it made, at least one; 0 where nothing more
    /// comes, and the state says why.
    func read(into output: UnsafeMutableRawBufferPointer, refill: Refill) throws(SourceError) -> Int {
        while true {
            switch state {
            case .insideMember:
                let made = unsafe inflateMember(into: output)
                if made > 0 { return made }
                if state == .insideMember, start == end, unsafe try fetch(refill) == false { state = .cutShort }
            case .betweenMembers:
                if end - start < 2, unsafe try fetch(refill) { continue }
                beginMember()
            case .behindLast:
                if unsafe input[start..<end].contains(where: { $0 != 0 }) {
                    state = .behindLastWithRest
                } else {
                    start = end
                    guard unsafe try fetch(refill) else { return 0 }
                }
            case .behindLastWithRest, .cutShort, .damaged:
                return 0
            }
        }
    }

    /// Decides what stands behind a member, with two bytes at hand unless the file has fewer.
    private func beginMember() {
        guard end - start >= 2, unsafe input[start] == 0x1f, unsafe input[start + 1] == 0x8b else {
            state = .behindLast
            return
        }
        state = unsafe inflateReset(stream) == Z_OK ? .insideMember : .damaged("zlib lost its state")
    }

    private func inflateMember(into output: UnsafeMutableRawBufferPointer) -> Int {
        let inputCount = UInt32(end - start)
        let outputCount = UInt32(clamping: output.count)
        unsafe stream.pointee.next_in = input.baseAddress?.advanced(by: start).assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_in = inputCount
        unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = outputCount
        let result = unsafe inflate(stream, Z_NO_FLUSH)
        let taken = unsafe Int(inputCount &- stream.pointee.avail_in)
        let made = unsafe Int(outputCount &- stream.pointee.avail_out)
        start += taken
        switch result {
        case Z_STREAM_END: state = .betweenMembers
        case Z_OK: break
        case Z_BUF_ERROR where start == end: break
        default:
            let reason = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
            state = .damaged(reason ?? "zlib error \(result)")
        }
        return made
    }

    /// Reads more behind what is at hand; `false` at the end of the file.
    private func fetch(_ refill: Refill) throws(SourceError) -> Bool {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: input[start..<end])
        unsafe input.copyMemory(from: rest)
        start = 0
        end = rest.count
        let count = unsafe try refill(UnsafeMutableRawBufferPointer(rebasing: input[end...]))
        end += count
        return count > 0
    }
}
