import TestKit
import Testing

@testable import JSONText

struct Base64DigitsTests {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Base64 as RFC 4648 section 4 tells it, three bytes at a time.
    private static func naive(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(bytes.count, start + 3)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for digit in 0..<4 {
                text.append(digit > group.count ? 0x3d : alphabet[bits >> (18 - 6 * digit) & 63])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private let table = Base64Digits()

    private func digits(_ bytes: [UInt8]) -> String {
        let length = (bytes.count + 2) / 3 * 4
        var target = [UInt8](repeating: 0x21, count: length + 16)
        target.withUnsafeMutableBytes { memory in
            guard let start = memory.baseAddress else { return }
            bytes.withUnsafeBytes { table.encode($0, into: start) }
        }
        #expect(target[length...].allSatisfy { $0 == 0x21 }, "\(bytes.count) bytes are written beyond their end")
        return String(decoding: target[..<length], as: UTF8.self)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `the examples of RFC 4648 come out`(_ plain: String, _ expected: String) {
        #expect(digits(Array(plain.utf8)) == expected)
    }

    @Test(arguments: 0...70)
    func `bytes of every length are encoded, and nothing is written behind them`(_ count: Int) {
        for seed in 0..<8 {
            var random = SeededRandom(seed: UInt64(count * 8 + seed))
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(digits(bytes) == Self.naive(bytes))
        }
    }

    @Test
    func `every byte value is encoded at every place of a group`() {
        for value in UInt8.min...UInt8.max {
            for place in 0..<9 {
                var bytes = [UInt8](repeating: 0xa5, count: 9)
                bytes[place] = value
                #expect(digits(bytes) == Self.naive(bytes))
            }
        }
    }
}
