import TestKit

/// Damage to the bytes of a file.
struct FileDamage {
    /// Bytes that mean something to whoever reads the file.
    let tokens: [[UInt8]]
    /// A file of the same kind, parts of which are put into it.
    let other: [UInt8]

    /// What means something to SQLite: numbers at a border, of several sizes, and the beginnings of pages.
    static let sessionTokens: [[UInt8]] = [
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x7f, 0xff, 0xff, 0xff], [0x80, 0, 0, 0],
        [0, 0, 0, 1],
        [0, 0, 0, 0], [0x0d, 0, 0, 0xff, 0xff], [0x05, 0, 0, 0, 1, 0, 0], [0x0a, 0, 0], [0x02, 0, 0], [0x81, 0x00],
        [0xff, 0x7f], [8], [9], [6], [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Array("SQLite format 3\0".utf8),
        Array("CREATE TABLE".utf8), [UInt8](repeating: 0, count: 100),
    ]

    /// What means something in a HAR.
    static let harTokens: [[UInt8]] = [
        "\"", "{", "}", "[", "]", ",", ":", "\\", "null", "true", "-", "1e999", "-0", "-1", "1e-400", "0.1",
        "9223372036854775808", "18446744073709551616", "1795389132.4353728841234567", "\\ud800", "\\u0000",
        "\\udc00\\ud800",
        "\u{feff}", "\u{0}", "==", "\"_webSocketMessages\":[", "\"_webSocketClose\":\"aborted\"", "\"opcode\":8",
        "\"opcode\":-1", "\"time\":\"\"", "\"data\":null", "\"type\":\"error\"", "\"entries\":[{},[],0,",
        "\"status\":101",
        "\"_resourceType\":\"websocket\"", "\"url\":\"wss://[::1]:99999/\"", "2024-13-45T99:99:99.999+99:99",
        String(repeating: "[", count: 3_000), String(repeating: "{\"a\":", count: 2_000),
        String(repeating: "9", count: 400),
    ].map { Array($0.utf8) }

    /// Changes a file in one place.
    func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...300, using: &random))
        switch Int.random(in: 0..<12, using: &random) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 2: bytes.removeSubrange(place...)
        case 3: splice(&bytes, at: place, &random)
        case 4: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 5: bytes[place] = .random(in: 0...255, using: &random)
        case 6: bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
        default: put(tokens.randomElement(using: &random) ?? [], into: &bytes, at: place)
        }
    }

    /// Goes on with the rest of the other file, or takes a stretch of it.
    private func splice(_ bytes: inout [UInt8], at place: Int, _ random: inout SeededRandom) {
        guard !other.isEmpty else { return }
        let from = Int.random(in: 0..<other.count, using: &random)
        if Bool.random(using: &random) {
            bytes.replaceSubrange(place..., with: other[from...])
        } else {
            put(Array(other[from...].prefix(8_192)), into: &bytes, at: place)
        }
    }

    private func put(_ token: [UInt8], into bytes: inout [UInt8], at place: Int) {
        for (offset, byte) in token.enumerated() where place + offset < bytes.count { bytes[place + offset] = byte }
    }
}
