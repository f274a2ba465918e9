import ByteStreams

@testable import TLSDecryption

// Spans cannot stand inside of expectations: the same things, made of arrays.

extension ClientHello {
    init?(bytes: [UInt8]) { self.init(bytes.span.bytes) }
}

extension ServerHello {
    init?(bytes: [UInt8]) { self.init(bytes.span.bytes) }
}

extension EncryptedExtensions {
    init?(bytes: [UInt8]) { self.init(bytes.span.bytes) }
}

extension RecordHeader {
    init?(bytes: [UInt8], at offset: Int = 0) { self.init(bytes.span.bytes, at: offset) }
}

extension RecordOpener {
    func open(_ header: RecordHeader, bytes: [UInt8], sequence: UInt64) -> OpenedRecord? {
        open(header, bytes.span.bytes, sequence: sequence)
    }
}

extension TLSLane {
    mutating func openNext(_ header: RecordHeader, bytes: [UInt8]) -> OpenedRecord? {
        openNext(header, bytes.span.bytes)
    }
}

extension HandshakeReader {
    mutating func feed(bytes: [UInt8]) -> [Message] { feed(bytes.span.bytes) }
}

extension RecordReader {
    mutating func next(bytes: [UInt8], at offset: inout Int) -> Step? { next(bytes.span.bytes, at: &offset) }
}

extension TLSExtension {
    static func hostName(bytes: [UInt8]) -> String? { hostName(bytes.span.bytes) }
    static func firstProtocol(bytes: [UInt8]) -> String? { firstProtocol(bytes.span.bytes) }
    static func text(bytes: [UInt8]) -> String { text(bytes.span.bytes) }
}

extension TLSRandom {
    init?(bytes: [UInt8], at offset: Int) { self.init(bytes.span.bytes, at: offset) }
}

extension CertificateNames {
    static func names(inMessage bytes: [UInt8], isTLS13: Bool) -> [String] {
        names(inCertificateMessage: bytes.span.bytes, isTLS13: isTLS13)
    }
}

extension TLSDetection {
    mutating func accept(bytes: [UInt8], _ direction: Direction, at time: Timestamp) -> Verdict? {
        accept(bytes.span.bytes, direction, at: time)
    }
}
