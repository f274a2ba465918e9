import ByteStreams

/// The names that a server's certificate is for (RFC 5280 sections 4.2.1.6 and 4.1.2.6).
enum CertificateNames {
    /// Names of one certificate that are told.
    static let most = 64
    /// Bytes of a name.
    static let longest = 255

    private enum Tag {
        static let sequence: UInt8 = 0x30
        static let set: UInt8 = 0x31
        static let objectIdentifier: UInt8 = 0x06
        static let octetString: UInt8 = 0x04
        static let version: UInt8 = 0xa0
        static let extensions: UInt8 = 0xa3
        static let dnsName: UInt8 = 0x82
        static let ipAddress: UInt8 = 0x87
    }

    private static let subjectAltName: [UInt8] = [0x55, 0x1d, 0x11]
    private static let commonName: [UInt8] = [0x55, 0x04, 0x03]

    /// The names in the first certificate of a Certificate message (RFC 8446 section 4.4.2, RFC 5246 section 7.4.2).
    static func names(inCertificateMessage body: RawSpan, isTLS13: Bool) -> [String] {
        var reader = HelloReader(body)
        if isTLS13 {
            let context = reader.number8()
            guard reader.take(context) != nil else { return [] }
        }
        guard reader.number24() != nil else { return [] }
        let length = reader.number24()
        guard let certificate = reader.take(length) else { return [] }
        return names(inCertificate: certificate)
    }

    /// The names in a certificate: its subjectAltName, or the common name where it has none. Nothing where it is not
    /// DER.
    static func names(inCertificate der: RawSpan) -> [String] {
        var outer = DERReader(der)
        guard let certificate = outer.next(Tag.sequence) else { return [] }
        var parts = DERReader(certificate)
        guard let content = parts.next(Tag.sequence) else { return [] }
        var fields = DERReader(content)
        // Version, serial number, signature, issuer, validity, subject, key (RFC 5280 section 4.1).
        if fields.tag == Tag.version { fields.skip() }
        for _ in 0..<4 { fields.skip() }
        let subject = fields.next(Tag.sequence)
        fields.skip()
        while let tag = fields.tag {
            if tag == Tag.extensions, let list = fields.next(tag) {
                let names = alternativeNames(list)
                if !names.isEmpty { return names }
            } else {
                fields.skip()
            }
        }
        guard let subject, let name = commonName(subject) else { return [] }
        return [name]
    }

    private static func alternativeNames(_ extensions: RawSpan) -> [String] {
        var outer = DERReader(extensions)
        guard let list = outer.next(Tag.sequence) else { return [] }
        var entries = DERReader(list)
        while let entry = entries.next(Tag.sequence) {
            var fields = DERReader(entry)
            guard let identifier = fields.next(Tag.objectIdentifier) else { continue }
            guard identifier.copied == subjectAltName else { continue }
            while let tag = fields.tag {
                guard let value = fields.next(tag) else { return [] }
                if tag == Tag.octetString { return generalNames(value) }
            }
        }
        return []
    }

    private static func generalNames(_ value: RawSpan) -> [String] {
        var outer = DERReader(value)
        guard let list = outer.next(Tag.sequence) else { return [] }
        var reader = DERReader(list)
        var names: [String] = []
        while names.count < most, let tag = reader.tag {
            guard let name = reader.next(tag) else { break }
            if tag == Tag.dnsName { names.append(text(name)) }
            if tag == Tag.ipAddress, let address = address(name) { names.append(address) }
        }
        return names
    }

    private static func address(_ bytes: RawSpan) -> String? {
        switch bytes.byteCount {
        case 4: IPAddress(v4: bytes.bigEndian32(at: 0)).description
        case 16: IPAddress(v6: bytes.bigEndian64(at: 0), bytes.bigEndian64(at: 8)).description
        default: nil
        }
    }

    /// The last common name, which is the most specific.
    private static func commonName(_ subject: RawSpan) -> String? {
        var sets = DERReader(subject)
        var name: String?
        while let set = sets.next(Tag.set) {
            var attributes = DERReader(set)
            while let attribute = attributes.next(Tag.sequence) {
                var fields = DERReader(attribute)
                guard let type = fields.next(Tag.objectIdentifier), type.copied == commonName else { continue }
                guard let tag = fields.tag, let value = fields.next(tag) else { continue }
                name = text(value)
            }
        }
        return name
    }

    private static func text(_ bytes: RawSpan) -> String {
        TLSExtension.text(bytes.extracting(first: longest))
    }
}

/// Reads DER values in turn; nothing more behind damage.
struct DERReader: ~Escapable {
    private let bytes: RawSpan
    private var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) {
        self.bytes = bytes
    }

    /// The next value's tag; nil at the end.
    var tag: UInt8? { offset < bytes.byteCount ? bytes.byte(at: offset) : nil }

    /// The next value's content, if it has this tag. Goes on behind it, or to the end where it is another or damaged.
    @_lifetime(self: copy self)
    @_lifetime(copy self)
    mutating func next(_ tag: UInt8) -> RawSpan? {
        guard self.tag == tag, let range = contentRange() else {
            offset = bytes.byteCount
            return nil
        }
        offset = range.upperBound
        return bytes.extracting(range)
    }

    /// Passes over the next value.
    @_lifetime(self: copy self)
    mutating func skip() {
        offset = contentRange()?.upperBound ?? bytes.byteCount
    }

    /// Where the next value's content is; nil where its length is indefinite, or beyond the bytes.
    private func contentRange() -> Range<Int>? {
        guard bytes.byteCount - offset >= 2 else { return nil }
        let short = Int(bytes.byte(at: offset + 1))
        guard short >= 0x80 else { return range(from: offset + 2, short) }
        let digits = short & 0x7f
        guard (1...3).contains(digits), bytes.byteCount - offset - 2 >= digits else { return nil }
        var length = 0
        for index in 0..<digits { length = length << 8 | Int(bytes.byte(at: offset + 2 + index)) }
        return range(from: offset + 2 + digits, length)
    }

    private func range(from start: Int, _ count: Int) -> Range<Int>? {
        bytes.byteCount - start >= count ? start..<start + count : nil
    }
}
