import ByteStreams

/// What a record carries (RFC 8446 section 5.1).
enum ContentType {
    static let changeCipherSpec: UInt8 = 20
    static let alert: UInt8 = 21
    static let handshake: UInt8 = 22
    static let applicationData: UInt8 = 23
}

/// The five bytes before every record.
struct RecordHeader: Sendable, Hashable {
    /// Its bytes on the wire.
    static let length = 5

    let type: UInt8
    /// The legacy version, `0x0303` in TLS 1.2 and 1.3.
    let version: UInt16
    /// Bytes of the body.
    let bodyLength: Int

    /// Reads a header at an offset, where five bytes are there; nil where no TLS implementation writes such a one.
    init?(_ bytes: RawSpan, at offset: Int) {
        guard offset >= 0, bytes.byteCount - offset >= Self.length else { return nil }
        type = bytes.byte(at: offset)
        version = bytes.bigEndian16(at: offset + 1)
        bodyLength = Int(bytes.bigEndian16(at: offset + 3))
        guard (ContentType.changeCipherSpec...ContentType.applicationData).contains(type) else { return nil }
        guard version >> 8 == 3, version & 0xff <= 4 else { return nil }
        guard bodyLength > 0 || type == ContentType.applicationData, bodyLength <= TLSLimits.recordBody else {
            return nil
        }
    }

    /// Whether an encrypted record can have it: with version 3.3, and the room that authentication takes.
    var mayBeEncrypted: Bool { version == 0x0303 && bodyLength >= 17 }
}
