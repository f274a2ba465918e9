/// Base64 (RFC 4648 section 4) by twelve bits at a time.
@safe
final class Base64Digits {
    private let pairs: UnsafeMutablePointer<UInt16>

    init() {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        unsafe pairs = .allocate(capacity: 4_096)
        for value in 0..<4_096 {
            let pair = UInt16(alphabet[value >> 6]) | UInt16(alphabet[value & 63]) << 8
            unsafe pairs[value] = UInt16(littleEndian: pair)
        }
    }

    deinit {
        unsafe pairs.deallocate()
    }

    /// Writes the digits of `bytes`, padded, to `target`, which holds four for every three bytes begun.
    func encode(_ bytes: UnsafeRawBufferPointer, into target: UnsafeMutableRawPointer) {
        guard let source = bytes.baseAddress else { return }
        var from = 0
        var to = 0
        while from &+ 8 <= bytes.count {
            let word = unsafe UInt64(bigEndian: source.loadUnaligned(fromByteOffset: from, as: UInt64.self)) >> 16
            let low = unsafe UInt64(pairs[Int(word >> 36)]) | UInt64(pairs[Int(word >> 24) & 0xfff]) << 16
            let high = unsafe UInt64(pairs[Int(word >> 12) & 0xfff]) | UInt64(pairs[Int(word) & 0xfff]) << 16
            unsafe target.storeBytes(of: low | high << 32, toByteOffset: to, as: UInt64.self)
            from &+= 6
            to &+= 8
        }
        while from < bytes.count {
            let left = min(3, bytes.count &- from)
            var group = unsafe UInt32(bytes[from]) << 16
            if left > 1 { unsafe group |= UInt32(bytes[from &+ 1]) << 8 }
            if left > 2 { unsafe group |= UInt32(bytes[from &+ 2]) }
            var four = unsafe UInt32(pairs[Int(group >> 12)]) | UInt32(pairs[Int(group & 0xfff)]) << 16
            if left < 3 { four = four & 0x00ff_ffff | 0x3d00_0000 }
            if left < 2 { four = four & 0x0000_ffff | 0x3d3d_0000 }
            unsafe target.storeBytes(of: four, toByteOffset: to, as: UInt32.self)
            from &+= 3
            to &+= 4
        }
    }
}
