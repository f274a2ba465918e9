import ByteStreams
import Crypto
import CryptoExtras
import FoundationEssentials
import Testing

@testable import TLSDecryption

struct CBCProtectionTests {
    private static let key = SymmetricKey(data: [UInt8](repeating: 9, count: 16))
    private static let macKey = [UInt8](repeating: 4, count: 20)
    private static let vector = [UInt8](repeating: 3, count: 16)

    /// Seals as RFC 5246 section 6.2.3.2 has it, or RFC 7366, with so many bytes of padding.
    private func sealed(_ content: [UInt8], padding: Int, encryptsThenMACs: Bool, breaking: Int? = nil) throws
        -> [UInt8]
    {
        func mac(_ bytes: [UInt8]) -> [UInt8] {
            let data: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 7, 23, 3, 3, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xff)]
            return Array(
                HMAC<Insecure.SHA1>.authenticationCode(for: data + bytes, using: SymmetricKey(data: Self.macKey)))
        }
        var inner = content + (encryptsThenMACs ? [] : mac(content))
        inner += [UInt8](repeating: UInt8(padding), count: padding + 1)
        if let breaking { inner[inner.count - 1 - breaking] ^= 1 }
        let text = try AES._CBC.encrypt(
            inner, using: Self.key, iv: AES._CBC.IV(ivBytes: Self.vector), noPadding: true)
        let body = Self.vector + Array(text)
        return body + (encryptsThenMACs ? mac(body) : [])
    }

    private func opened(_ body: [UInt8], encryptsThenMACs: Bool, sequence: UInt64 = 7) -> OpenedRecord? {
        let head: [UInt8] = [23, 3, 3, UInt8(body.count >> 8), UInt8(body.count & 0xff)]
        guard let header = RecordHeader(bytes: head, at: 0) else { return nil }
        let protection = CBCProtection(mac: .sha1, macKey: Self.macKey, encryptsThenMACs: encryptsThenMACs)
        return protection.open(header, body.span.bytes, sequence: sequence, key: Self.key)
    }

    @Test(arguments: [true, false], [0, 1, 5, 16, 40])
    func `a record opens with any padding`(_ macsBehind: Bool, _ length: Int) throws {
        let content = (0..<length).map { UInt8($0) }
        let inside = length + (macsBehind ? 0 : 20)
        for padding in stride(from: 15 - inside % 16, to: 256, by: 16) {
            let body = try sealed(content, padding: padding, encryptsThenMACs: macsBehind)
            let record = try #require(opened(body, encryptsThenMACs: macsBehind))
            #expect(Array(record.content) == content)
            #expect(record.padding == padding + 1)
            #expect(opened(body, encryptsThenMACs: macsBehind, sequence: 8) == nil)
            #expect(opened(body, encryptsThenMACs: !macsBehind) == nil)
        }
    }

    @Test func `padding that is not all the same is refused`() throws {
        let body = try sealed([1, 2, 3], padding: 28, encryptsThenMACs: true, breaking: 5)
        #expect(opened(body, encryptsThenMACs: true) == nil)
    }

    @Test(arguments: [true, false])
    func `a changed byte is found`(_ macsBehind: Bool) throws {
        let body = try sealed([1, 2, 3, 4], padding: macsBehind ? 11 : 7, encryptsThenMACs: macsBehind)
        for index in body.indices {
            var changed = body
            changed[index] ^= 0x80
            #expect(opened(changed, encryptsThenMACs: macsBehind) == nil)
        }
    }
}
