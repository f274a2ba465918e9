import ByteStreams
import Crypto
import CryptoExtras
import FoundationEssentials

/// A record's content, opened and proven.
struct OpenedRecord {
    /// What it carries; in TLS 1.3 the type from inside (RFC 8446 section 5.2).
    let type: UInt8
    /// The content without padding.
    let content: Data
    /// Bytes of padding behind the content.
    let padding: Int
}

/// Opens the records of one direction under one key: authenticated decryption as the cipher suite has it (RFC 8446
/// section 5, RFC 5246 section 6.2.3).
struct RecordOpener {
    private enum Cipher {
        case aesGCM, chaCha20
        case aesCBC(CBCProtection)
    }

    private let cipher: Cipher
    private let key: SymmetricKey
    /// The whole nonce, or in the GCM of TLS 1.2 its fixed four bytes, in the first bytes.
    private let fixed: [UInt8]
    private let isTLS13: Bool
    /// Bytes of a record that are not content, where no padding is used; nil where they differ from record to record.
    let overhead: Int?

    /// Under a traffic secret of TLS 1.3 (RFC 8446 section 7.3).
    init?(trafficSecret secret: [UInt8], suite: CipherSuite) {
        guard suite.isTLS13, secret.count == suite.hash.length else { return nil }
        switch suite.kind {
        case .aes128GCM, .aes256GCM: cipher = .aesGCM
        case .chaCha20Poly1305: cipher = .chaCha20
        case .aes128CBC, .aes256CBC, .unsupported: return nil
        }
        key = SymmetricKey(
            data: KeySchedule.expandLabel(secret, "key", count: suite.kind.keyLength, hash: suite.hash))
        fixed = KeySchedule.expandLabel(secret, "iv", count: 12, hash: suite.hash)
        isTLS13 = true
        overhead = Self.tagLength + 1
    }

    /// Under the master secret of TLS 1.2 (RFC 5246 section 6.3).
    init?(
        master: [UInt8], clientRandom: [UInt8], serverRandom: [UInt8], suite: CipherSuite, encryptsThenMACs: Bool,
        side: Direction
    ) {
        guard !suite.isTLS13, suite.kind.keyLength > 0 else { return nil }
        let (keyLength, macLength) = (suite.kind.keyLength, suite.kind.mac?.length ?? 0)
        let fixedLength =
            switch suite.kind {
            case .aes128GCM, .aes256GCM: 4
            case .chaCha20Poly1305: 12
            case .aes128CBC, .aes256CBC, .unsupported: 0
            }
        let block = KeySchedule.keyBlock(
            master: master, clientRandom: clientRandom, serverRandom: serverRandom,
            count: 2 * (macLength + keyLength + fixedLength), hash: suite.hash)
        func part(_ length: Int, after start: Int) -> [UInt8] {
            let first = start + (side == .fromClient ? 0 : length)
            return Array(block[first..<first + length])
        }
        let macKey = part(macLength, after: 0)
        key = SymmetricKey(data: part(keyLength, after: 2 * macLength))
        fixed = part(fixedLength, after: 2 * (macLength + keyLength))
        isTLS13 = false
        switch suite.kind {
        case .aes128GCM, .aes256GCM:
            cipher = .aesGCM
            overhead = Self.explicitNonceLength + Self.tagLength
        case .chaCha20Poly1305:
            cipher = .chaCha20
            overhead = Self.tagLength
        case .aes128CBC(let mac), .aes256CBC(let mac):
            cipher = .aesCBC(CBCProtection(mac: mac, macKey: macKey, encryptsThenMACs: encryptsThenMACs))
            overhead = nil
        case .unsupported: return nil
        }
    }

    private static let tagLength = 16
    private static let explicitNonceLength = 8

    /// Opens a record as the one with a sequence number; nil where it is not that record, or was altered.
    func open(_ header: RecordHeader, _ body: RawSpan, sequence: UInt64) -> OpenedRecord? {
        switch cipher {
        case .aesCBC(let protection): return protection.open(header, body, sequence: sequence, key: key)
        case .aesGCM, .chaCha20: break
        }
        if isTLS13 {
            guard header.type == ContentType.applicationData, body.byteCount > Self.tagLength else { return nil }
            let data = Self.additionalData(header, count: header.bodyLength)
            let box = nonced(body, sequence, prefix: 0)
            guard let inner = open(box, authenticating: data) else { return nil }
            return Self.unpadded(inner)
        }
        let explicit = fixed.count == 4 ? Self.explicitNonceLength : 0
        let count = body.byteCount - explicit - Self.tagLength
        guard count >= 0 else { return nil }
        let data = Self.additionalData(header, count: count, sequence: sequence)
        guard let content = open(nonced(body, sequence, prefix: explicit), authenticating: data) else { return nil }
        return OpenedRecord(type: header.type, content: content, padding: 0)
    }

    /// The nonce, the ciphertext and the tag, in a row (RFC 8446 section 5.3, RFC 5288 section 3, RFC 7905 section 2).
    private func nonced(_ body: RawSpan, _ sequence: UInt64, prefix: Int) -> Data {
        var box = Data(capacity: 12 + body.byteCount)
        if prefix > 0 {
            box.append(contentsOf: fixed)
        } else {
            for index in 0..<12 {
                let shift = UInt64(truncatingIfNeeded: 88 - 8 * index)
                box.append(fixed[index] ^ (index < 4 ? 0 : UInt8(truncatingIfNeeded: sequence >> shift)))
            }
        }
        unsafe body.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe box.append(start.assumingMemoryBound(to: UInt8.self), count: bytes.count)
        }
        return box
    }

    private func open(_ box: Data, authenticating data: Data) -> Data? {
        if case .chaCha20 = cipher {
            guard let sealed = try? ChaChaPoly.SealedBox(combined: box) else { return nil }
            return try? ChaChaPoly.open(sealed, using: key, authenticating: data)
        }
        guard let sealed = try? AES.GCM.SealedBox(combined: box) else { return nil }
        return try? AES.GCM.open(sealed, using: key, authenticating: data)
    }

    /// What the tag covers beside the content: the header, and before TLS 1.3 the sequence number and the length of the
    /// content (RFC 5246 section 6.2.3.3).
    static func additionalData(_ header: RecordHeader, count: Int, sequence: UInt64? = nil) -> Data {
        var data = Data()
        if let sequence {
            for index in 0..<8 { data.append(UInt8(truncatingIfNeeded: sequence >> UInt64(56 - 8 * index))) }
        }
        data.append(header.type)
        data.append(UInt8(truncatingIfNeeded: header.version >> 8))
        data.append(UInt8(truncatingIfNeeded: header.version))
        data.append(UInt8(truncatingIfNeeded: count >> 8))
        data.append(UInt8(truncatingIfNeeded: count))
        return data
    }

    /// Takes the type and the zeros before it off (RFC 8446 section 5.4); nil where there is no type.
    private static func unpadded(_ inner: Data) -> OpenedRecord? {
        guard let last = inner.lastIndex(where: { $0 != 0 }) else { return nil }
        let content = inner[inner.startIndex..<last]
        return OpenedRecord(type: inner[last], content: content, padding: inner.endIndex - last - 1)
    }
}
