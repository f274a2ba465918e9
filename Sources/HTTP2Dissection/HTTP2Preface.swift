import ByteStreams

/// The bytes with which a client begins HTTP/2 (RFC 9113 section 3.4).
enum HTTP2Preface {
    static let bytes = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    /// Whether bytes are the preface and more, its beginning, or something else (nil).
    static func match(_ start: [UInt8]) -> Bool? {
        guard start.prefix(bytes.count).elementsEqual(bytes.prefix(start.count)) else { return nil }
        return start.count >= bytes.count
    }
}
