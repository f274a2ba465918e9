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
    private static let nonceLength = 12
    /// The most bytes that the tag covers beside the content.
    private static let mostAdditionalData = 13

    /// Opens a record as the one with a sequence number; nil where it is not that record, or was altered.
    func open(_ header: RecordHeader, _ body: RawSpan, sequence: UInt64) -> OpenedRecord? {
        if case .aesCBC(let protection) = cipher {
            return protection.open(header, body, sequence: sequence, key: key)
        }
        if isTLS13 {
            guard header.type == ContentType.applicationData, body.byteCount > Self.tagLength else { return nil }
            return open(header, body, sequence: sequence, explicit: 0).flatMap(Self.unpadded)
        }
        let explicit = fixed.count == 4 ? Self.explicitNonceLength : 0
        guard body.byteCount >= explicit + Self.tagLength else { return nil }
        return open(header, body, sequence: sequence, explicit: explicit).map {
            OpenedRecord(type: header.type, content: $0, padding: 0)
        }
    }

    /// What the tag covers beside the content, and then the nonce, the ciphertext and the tag, are put in a row: in this
    /// form the primitives take them with the least copying.
    private func open(_ header: RecordHeader, _ body: RawSpan, sequence: UInt64, explicit: Int) -> Data? {
        let size = Self.mostAdditionalData + Self.nonceLength - explicit + body.byteCount
        return unsafe withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { memory in
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[..<Self.mostAdditionalData])
            let dataLength = unsafe putAdditionalData(
                header, count: body.byteCount - explicit - Self.tagLength, sequence, into: room)
            let data = unsafe UnsafeRawBufferPointer(rebasing: memory[..<dataLength])
            let box = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[Self.mostAdditionalData...])
            let nonceLength = unsafe putNonce(sequence, isExplicit: explicit > 0, into: box)
            unsafe body.withUnsafeBytes { bytes in
                unsafe UnsafeMutableRawBufferPointer(rebasing: box[nonceLength...]).copyMemory(from: bytes)
            }
            return unsafe open(UnsafeRawBufferPointer(box), authenticating: data)
        }
    }

    private func open(_ box: UnsafeRawBufferPointer, authenticating data: UnsafeRawBufferPointer) -> Data? {
        if case .chaCha20 = cipher {
            guard let sealed = unsafe try? ChaChaPoly.SealedBox(combined: box) else { return nil }
            return unsafe try? ChaChaPoly.open(sealed, using: key, authenticating: data)
        }
        guard let sealed = unsafe try? AES.GCM.SealedBox(combined: box) else { return nil }
        return unsafe try? AES.GCM.open(sealed, using: key, authenticating: data)
    }

    /// Writes the part of the nonce that is not in the record itself, and gives its length (RFC 8446 section 5.3, RFC
    /// 5288 section 3, RFC 7905 section 2).
    private func putNonce(_ sequence: UInt64, isExplicit: Bool, into box: UnsafeMutableRawBufferPointer) -> Int {
        for index in fixed.indices { unsafe box[index] = fixed[index] }
        guard !isExplicit else { return fixed.count }
        for index in 0..<8 {
            unsafe box[Self.nonceLength - 1 - index] ^= UInt8(truncatingIfNeeded: sequence >> UInt64(8 * index))
        }
        return fixed.count
    }

    /// Writes what the tag covers beside the content, and gives its length: the header, and before TLS 1.3 the sequence
    /// number and the length of the content (RFC 5246 section 6.2.3.3).
    private func putAdditionalData(
        _ header: RecordHeader, count: Int, _ sequence: UInt64, into room: UnsafeMutableRawBufferPointer
    ) -> Int {
        var place = 0
        func put(_ value: UInt64, _ bytes: Int) {
            for index in 0..<bytes {
                unsafe room[place] = UInt8(truncatingIfNeeded: value >> UInt64(8 * (bytes - 1 - index)))
                place += 1
            }
        }
        if !isTLS13 { put(sequence, 8) }
        put(UInt64(header.type), 1)
        put(UInt64(header.version), 2)
        put(UInt64(isTLS13 ? header.bodyLength : count), 2)
        return place
    }

    /// Takes the type and the zeros before it off (RFC 8446 section 5.4); nil where there is no type.
    private static func unpadded(_ inner: Data) -> OpenedRecord? {
        var type: UInt8 = 0
        let length = unsafe inner.withUnsafeBytes { bytes in
            var last = bytes.count - 1
            while last >= 0, unsafe bytes[last] == 0 { last -= 1 }
            if last >= 0 { type = unsafe bytes[last] }
            return last
        }
        guard length >= 0 else { return nil }
        return OpenedRecord(type: type, content: inner.prefix(length), padding: inner.count - length - 1)
    }
}
