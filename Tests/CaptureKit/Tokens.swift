import TestKit

/// Bytes that mean something to one of the machines, to be put where they are not expected.
enum Tokens {
    private static let words: [String] = [
        "\r\n", "\r\n\r\n", "\n", ": ", "HTTP/1.1 101 Switching Protocols\r\n", "HTTP/1.1 200 OK\r\n",
        "HTTP/9.9 999 \r\n",
        "HTTP/1.1 100 Continue\r\n\r\n", "GET / HTTP/1.1\r\n", "HEAD / HTTP/1.0\r\n", "CONNECT a:1 HTTP/1.1\r\n\r\n",
        "Upgrade: websocket\r\n", "Connection: Upgrade\r\n", "Sec-WebSocket-Key: \r\n", "Sec-WebSocket-Version: 7\r\n",
        "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=8; client_max_window_bits\r\n",
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=99999999999999999999\r\n",
        "Sec-WebSocket-Extensions: x; y=\"\\\r\n", "Sec-WebSocket-Protocol: ,, \r\n",
        "Transfer-Encoding: chunked\r\n\r\n", "ffffffffffffffff\r\n", "0\r\n\r\n", "8000000000000000;a=b\r\n",
        "Content-Length: 18446744073709551616\r\n", "Content-Length: 9223372036854775807\r\n\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{0}",
        "\u{feff}é漢\u{1f600}",
    ]

    private static let frames: [[UInt8]] = [
        [0x81, 0x00], [0x81, 0x80, 0, 0, 0, 0], [0x01, 0x01, 0x61], [0x80, 0x00], [0x00, 0x01, 0x62],
        [0xc1, 0x01, 0x00],
        [0x81, 0x7e, 0xff, 0xff], [0x82, 0x7f, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        [0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4],
        [0x82, 0x7f, 0, 0, 0, 0, 0x80, 0, 0, 0], [0x81, 0x7e, 0, 1, 0x61], [0x88, 0x00], [0x88, 0x01, 0x03],
        [0x88, 0x02, 0x03, 0xe8], [0x88, 0x7e, 0x01, 0x00], [0x89, 0x00], [0x8a, 0x00], [0x89, 0x81, 0, 0, 0, 0, 0x61],
        [0xff, 0xff], [0xf3, 0x00], [0x8b, 0x7d], [0x00, 0x00, 0xff, 0xff], [0xc2, 0x05, 0xed, 0xfd, 0x01, 0x00, 0x00],
        [0xff], [0x00], [0x7f], [0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x16, 0x03, 0x01, 0x02, 0x00],
    ]

    private static let all = words.map { Array($0.utf8) } + frames

    private static let integers: [UInt64] = [
        0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 19, 20, 21, 31, 32, 59, 60, 63, 64, 65, 125, 126, 127, 128, 129, 255, 256,
        0x7fff,
        0x8000, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff, 0x1_0000_0000, .max >> 1,
        1 << 63, .max - 1, .max,
    ]

    /// One of them, or random bytes.
    static func any(_ random: inout SeededRandom) -> [UInt8] {
        if Int.random(in: 0..<4, using: &random) > 0, let token = all.randomElement(using: &random) { return token }
        return (0..<Int.random(in: 1...40, using: &random)).map { _ in .random(in: 0...255, using: &random) }
    }

    /// A count as TCP could report it, often next to a border.
    static func count(_ random: inout SeededRandom) -> Int {
        let count = Int(truncatingIfNeeded: integers.randomElement(using: &random) ?? 1) & 0x7fff_ffff
        return max(1, count)
    }

    /// Changes some of the bytes, leaving their number as it is.
    static func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = .random(in: 0...255, using: &random)
        case 2: put(integer(&random), into: &bytes, at: place)
        case 3: put(any(&random), into: &bytes, at: place)
        default:
            let end = min(bytes.count, place + Int.random(in: 1...16, using: &random))
            let from = Int.random(in: 0..<bytes.count, using: &random)
            put(Array(bytes[from..<min(bytes.count, from + end - place)]), into: &bytes, at: place)
        }
    }

    /// A number next to a border, of 1, 2, 4 or 8 bytes, in either byte order.
    private static func integer(_ random: inout SeededRandom) -> [UInt8] {
        let size = [1, 2, 4, 8].randomElement(using: &random) ?? 1
        let value = integers.randomElement(using: &random) ?? 0
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
        return Bool.random(using: &random) ? bytes : bytes.reversed()
    }

    private static func put(_ token: [UInt8], into bytes: inout [UInt8], at place: Int) {
        for (offset, byte) in token.enumerated() where place + offset < bytes.count { bytes[place + offset] = byte }
    }
}
