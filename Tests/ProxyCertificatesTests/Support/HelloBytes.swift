/// Hellos of clients of TLS, made by hand.
enum HelloBytes {
    /// A number of two bytes.
    static func number(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xff), UInt8(value & 0xff)] }

    /// An extension.
    static func `extension`(_ kind: Int, _ content: [UInt8]) -> [UInt8] {
        number(kind) + number(content.count) + content
    }

    /// The extension that names a server.
    static func serverName(_ name: String) -> [UInt8] {
        let entry = [0] + number(name.utf8.count) + Array(name.utf8)
        return `extension`(0, number(entry.count) + entry)
    }

    /// The extension that lists protocols.
    static func protocols(_ names: [String]) -> [UInt8] {
        let list = names.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        return `extension`(16, number(list.count) + list)
    }

    /// The body of a ClientHello.
    static func body(_ extensions: [UInt8]) -> [UInt8] {
        [3, 3] + [UInt8](repeating: 7, count: 32) + [2, 8, 9] + [0, 4, 0x13, 1, 0x13, 2] + [1, 0]
            + number(extensions.count) + extensions
    }

    /// A handshake message.
    static func message(_ body: [UInt8], kind: UInt8 = 1) -> [UInt8] {
        [kind, UInt8(body.count >> 16 & 0xff)] + number(body.count & 0xffff) + body
    }

    /// A message in records of so many bytes.
    static func records(_ message: [UInt8], of size: Int = 1 << 14) -> [UInt8] {
        stride(from: 0, to: message.count, by: size).flatMap { start in
            let part = message[start..<min(start + size, message.count)]
            return [22, 3, 1] + number(part.count) + part
        }
    }
}
