import ByteStreams

/// Looks for the next frame behind a loss: for two plausible headers in a row, or one whose frame ends where the bytes
/// do.
struct HTTP2Search {
    private var window: [UInt8] = []

    /// Takes the next bytes; gives those from the border on, where one is found.
    mutating func accept(_ bytes: RawSpan, highestStream: UInt32) -> [UInt8]? {
        unsafe bytes.withUnsafeBytes { unsafe window.append(contentsOf: $0) }
        var offset = 0
        while window.count - offset >= HTTP2FrameHeader.length {
            switch Self.chain(unsafe window.span.bytes, from: offset, highestStream) {
            case true?: return Array(window[offset...])
            case false?: offset += 1
            case nil:
                // The frame is longer than what has come: nothing before it is looked at again.
                window.removeFirst(offset)
                if window.count > HTTP2Limits.searched { window.removeFirst() }
                return nil
            }
        }
        window.removeFirst(offset)
        return nil
    }

    /// Whether frames begin at an offset; nil where more bytes are needed to tell.
    static func chain(_ bytes: RawSpan, from offset: Int, _ highestStream: UInt32) -> Bool? {
        let first = HTTP2FrameHeader(bytes, at: offset)
        guard first.isPlausible(highestStream: highestStream) else { return false }
        let next = offset + HTTP2FrameHeader.length + first.payloadLength
        if next == bytes.byteCount { return true }
        guard next + HTTP2FrameHeader.length <= bytes.byteCount else { return nil }
        return HTTP2FrameHeader(bytes, at: next).isPlausible(highestStream: highestStream)
    }

    /// Whether bytes are whole frames and nothing else, at least one of them.
    static func isWhole(_ bytes: RawSpan) -> Bool {
        var offset = 0
        while bytes.byteCount - offset >= HTTP2FrameHeader.length {
            let header = HTTP2FrameHeader(bytes, at: offset)
            guard header.isPlausible(highestStream: 1 << 24) else { return false }
            offset += HTTP2FrameHeader.length + header.payloadLength
        }
        return offset == bytes.byteCount && offset > 0
    }
}
