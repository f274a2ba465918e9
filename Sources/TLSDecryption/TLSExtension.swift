import ByteStreams

/// The extensions of a hello that matter here (RFC 8446 section 4.2, RFC 6066, RFC 7301, RFC 7366, RFC 9849).
enum TLSExtension {
    static let serverName: UInt16 = 0
    static let applicationProtocols: UInt16 = 16
    static let encryptThenMAC: UInt16 = 22
    static let earlyData: UInt16 = 42
    static let supportedVersions: UInt16 = 43
    static let encryptedClientHello: UInt16 = 0xfe0d

    /// Shows each extension of a list with its length before it, as far as the list is whole.
    static func forEach(_ list: RawSpan, _ body: (UInt16, RawSpan) -> Void) {
        var reader = HelloReader(list)
        while let type = reader.number16() {
            let length = reader.number16()
            guard let content = reader.take(length.map { Int($0) }) else { return }
            body(type, content)
        }
    }

    /// The first host name (RFC 6066 section 3).
    static func hostName(_ content: RawSpan) -> String? {
        var reader = HelloReader(content)
        let length = reader.number16()
        guard let list = reader.take(length.map { Int($0) }) else { return nil }
        var names = HelloReader(list)
        while let type = names.number8() {
            let count = names.number16()
            guard let name = names.take(count.map { Int($0) }) else { return nil }
            if type == 0 { return text(name) }
        }
        return nil
    }

    /// The first protocol of a list (RFC 7301 section 3.1).
    static func firstProtocol(_ content: RawSpan) -> String? {
        var reader = HelloReader(content)
        let length = reader.number16()
        guard let list = reader.take(length.map { Int($0) }) else { return nil }
        var names = HelloReader(list)
        let count = names.number8()
        guard let name = names.take(count) else { return nil }
        return text(name)
    }

    /// Text of a stranger: UTF-8, or else Latin-1.
    static func text(_ bytes: RawSpan) -> String {
        let bytes = bytes.copied
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
