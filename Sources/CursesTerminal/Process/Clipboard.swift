/// The terminal's clipboard, which is written to with OSC 52. A terminal may ignore it, and some do until they are told
/// otherwise.
enum Clipboard {
    /// Bytes of text that are put there at most: terminals take about 100,000 characters of base64.
    static let limit = 74_994

    /// What asks a terminal to take a text; wrapped for tmux, which passes it on. The text is cut before a character that
    /// goes beyond the limit.
    static func request(_ text: String, insideTmux: Bool) -> [UInt8] {
        var bytes = Array(text.utf8.prefix(limit + 1))
        if bytes.count > limit {
            bytes.removeLast(bytes.count - limit)
            var end = text.utf8.index(text.utf8.startIndex, offsetBy: limit)
            while String.Index(end, within: text.unicodeScalars) == nil {
                end = text.utf8.index(before: end)
                bytes.removeLast()
            }
        }
        let request = Array("\u{1b}]52;c;".utf8) + base64(bytes) + [0x07]
        guard insideTmux else { return request }
        return Array("\u{1b}Ptmux;".utf8) + request.flatMap { $0 == 0x1b ? [$0, $0] : [$0] } + Array("\u{1b}\\".utf8)
    }

    /// Bytes in base64 (RFC 4648).
    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? letters[Int(bits >> UInt32(18 - 6 * place)) & 63] : 0x3d)
            }
        }
        return text
    }
}
