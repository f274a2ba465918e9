import CZlib

/// One raw deflate stream of zlib (RFC 1951), with a window of 32 KiB, which is at least as large as any peer's.
@safe
final class InflateStream {
    /// Why a step ended.
    enum Step {
        /// The output is full, or the input is used up.
        case more
        /// The stream said that it ends (BFINAL); input after it begins another.
        case streamEnd
        /// The input is not deflate, or refers to bytes before the window's beginning.
        case damaged
    }

    static let windowSize = 32_768

    private let stream: UnsafeMutablePointer<z_stream>
    private let isReady: Bool

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        isReady =
            unsafe inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Begins a new stream with nothing in the window.
    func reset() {
        _ = unsafe inflateReset(stream)
    }

    /// Begins a new stream whose window holds the last output of the one before.
    func restartKeepingWindow() {
        _ = unsafe inflateResetKeep(stream)
    }

    /// Begins a new stream whose window is full of `byte`.
    func reset(fillingWindowWith byte: UInt8) {
        reset()
        setWindow([UInt8](repeating: byte, count: Self.windowSize)[...])
    }

    private func setWindow(_ bytes: ArraySlice<UInt8>) {
        _ = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe inflateSetDictionary(stream, buffer.baseAddress, UInt32(buffer.count))
        }
    }

    /// Whether the stream stands between two blocks on a byte border, as it does behind an empty stored block.
    var isBetweenBlocks: Bool {
        let state = unsafe stream.pointee.data_type
        return state & 0x80 != 0 && state & 0x3f == 0
    }

    /// Inflates from `input`, starting at `offset`, which moves on, into `output`, and says how many bytes it wrote.
    func step(_ input: RawSpan, at offset: inout Int, into output: UnsafeMutableRawBufferPointer) -> (Step, Int) {
        guard isReady else { return (.damaged, 0) }
        let available = min(input.byteCount - offset, 1 << 30)
        let room = min(output.count, 1 << 30)
        let start = offset
        let (code, written, left) = unsafe input.withUnsafeBytes { bytes -> (Int32, Int, Int) in
            let base = unsafe bytes.baseAddress.map { unsafe $0.advanced(by: start) }
            unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(
                mutating: base?.assumingMemoryBound(to: UInt8.self))
            unsafe stream.pointee.avail_in = UInt32(available)
            unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe stream.pointee.avail_out = UInt32(room)
            let code = unsafe CZlib.inflate(stream, Z_SYNC_FLUSH)
            return unsafe (code, room - Int(stream.pointee.avail_out), Int(stream.pointee.avail_in))
        }
        offset = start + available - left
        switch code {
        case Z_OK, Z_BUF_ERROR: return (.more, written)
        case Z_STREAM_END: return (.streamEnd, written)
        default: return (.damaged, written)
        }
    }
}
