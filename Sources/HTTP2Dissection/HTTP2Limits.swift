/// What the dissection of HTTP/2 keeps at most. Whatever goes beyond is told.
package enum HTTP2Limits {
    /// Bytes of a header block over its frames.
    static let headerBlock = 65_536
    /// Bytes of a decoded header list, each field counting 32 more (RFC 9113 section 6.5.2).
    static let headerList = 65_536
    /// Bytes of a dynamic table of HPACK, whatever the settings say.
    static let dynamicTable = 1 << 20
    /// WebSocket streams of a connection that are open at once.
    static let streams = 4_096
    /// Bytes held until it is clear whether a connection is HTTP/2.
    static let undecided = 65_536
    /// Bytes of the head of a response that switches to HTTP/2.
    static let switchingHead = 16_384
    /// Bytes in which the next frame is looked for at a time.
    static let searched = 131_072
    /// Bytes of a frame that a search takes for possible.
    static let searchedFrame = 65_536
}
