import ByteStreams
import Crypto
import CryptoExtras
import FoundationEssentials

/// AES in CBC mode with a MAC of its own (RFC 5246 section 6.2.3.2), before or behind the encryption (RFC 7366).
struct CBCProtection {
    let mac: MACHash
    private let macKey: SymmetricKey
    private let encryptsThenMACs: Bool

    private static let blockLength = 16

    init(mac: MACHash, macKey: [UInt8], encryptsThenMACs: Bool) {
        self.mac = mac
        self.macKey = SymmetricKey(data: macKey)
        self.encryptsThenMACs = encryptsThenMACs
    }

    /// Opens a record as the one with a sequence number; nil where its MAC says otherwise.
    func open(_ header: RecordHeader, _ body: RawSpan, sequence: UInt64, key: SymmetricKey) -> OpenedRecord? {
        let bytes = Data(body.copied)
        guard encryptsThenMACs else {
            guard let plain = decrypt(bytes, key), let rest = unpadded(plain) else { return nil }
            guard rest.count >= mac.length else { return nil }
            let content = rest.dropLast(mac.length)
            let data = Self.additionalData(header, count: content.count, sequence: sequence)
            guard isValid(rest.suffix(mac.length), for: data + content) else { return nil }
            return OpenedRecord(type: header.type, content: content, padding: plain.count - rest.count)
        }
        guard bytes.count > mac.length else { return nil }
        let sealed = bytes.dropLast(mac.length)
        let data = Self.additionalData(header, count: sealed.count, sequence: sequence)
        guard isValid(bytes.suffix(mac.length), for: data + sealed) else { return nil }
        guard let plain = decrypt(Data(sealed), key), let content = unpadded(plain) else { return nil }
        return OpenedRecord(type: header.type, content: content, padding: plain.count - content.count)
    }

    /// What the MAC covers before the content: the sequence number, the header, and the content's length (RFC 5246
    /// section 6.2.3.1).
    private static func additionalData(_ header: RecordHeader, count: Int, sequence: UInt64) -> Data {
        let number = (0..<8).map { UInt8(truncatingIfNeeded: sequence >> UInt64(56 - 8 * $0)) }
        let words = [header.version, UInt16(truncatingIfNeeded: count)]
        return Data(number + [header.type] + words.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] })
    }

    /// Decrypts what stands behind the explicit initialisation vector.
    private func decrypt(_ bytes: Data, _ key: SymmetricKey) -> Data? {
        let count = bytes.count - Self.blockLength
        guard count >= Self.blockLength, count % Self.blockLength == 0 else { return nil }
        guard let vector = try? AES._CBC.IV(ivBytes: bytes.prefix(Self.blockLength)) else { return nil }
        return try? AES._CBC.decrypt(bytes.dropFirst(Self.blockLength), using: key, iv: vector, noPadding: true)
    }

    /// Takes the padding off, whose every byte says how many more there are.
    private func unpadded(_ plain: Data) -> Data? {
        guard let last = plain.last, plain.count > Int(last) else { return nil }
        guard plain.suffix(Int(last) + 1).allSatisfy({ $0 == last }) else { return nil }
        return plain.dropLast(Int(last) + 1)
    }

    private func isValid(_ code: Data, for data: Data) -> Bool {
        switch mac {
        case .sha1: HMAC<Insecure.SHA1>.isValidAuthenticationCode(code, authenticating: data, using: macKey)
        case .sha256: HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: data, using: macKey)
        case .sha384: HMAC<SHA384>.isValidAuthenticationCode(code, authenticating: data, using: macKey)
        }
    }
}
