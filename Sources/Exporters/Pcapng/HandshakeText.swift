import WebSocketWire

/// The heads of a handshake as HTTP/1.1 says them.
enum HandshakeText {
    /// The bytes of a head: as they came, or, where there are none, made from what it says. `seed` decides the key where
    /// there was none.
    static func bytes(of head: HTTPHead, seed: Int) -> [UInt8] {
        if head.version.isHTTP2 { return translated(head, seed: seed) }
        return head.raw.isEmpty ? spelled(head) : head.raw
    }

    /// Whether a head's bytes were on the wire as they are written.
    static func isVerbatim(_ head: HTTPHead) -> Bool { !head.version.isHTTP2 && !head.raw.isEmpty }

    /// Bytes of the body that a refusal announces, which are not kept: 0 where it announces none, or not how many.
    static func bodyLength(_ head: HTTPHead) -> Int {
        guard isVerbatim(head), let status = head.status, status != 101 else { return 0 }
        return max(0, head.value(of: "Content-Length").flatMap { Int($0) } ?? 0)
    }

    private static func spelled(_ head: HTTPHead) -> [UInt8] {
        let first =
            switch head.startLine {
            case .request(let method, let target, let version): "\(method) \(target) \(version.text)"
            case .response(let version, let status, let reason):
                "\(version.text) \(digits(status)) \(reason)"
            }
        return text([first], head.fields)
    }

    /// An extended CONNECT of HTTP/2 as an upgrade (RFC 8441 section 4), and its answer likewise.
    private static func translated(_ head: HTTPHead, seed: Int) -> [UInt8] {
        let replaced = ["connection", "upgrade", "host", "sec-websocket-key", "sec-websocket-accept"]
        let fields = head.fields.filter { field in
            !field.name.hasPrefix(":") && !replaced.contains(field.name.lowercased())
        }
        let key = Base64.encoded(Array(SHA1.hash(of: Array("wscope \(seed)".utf8)).prefix(16)))
        let upgrade = ["Upgrade: websocket", "Connection: Upgrade"]
        switch head.startLine {
        case .request(_, let target, _):
            let host = head.value(of: ":authority") ?? head.value(of: "host") ?? ""
            let first = ["GET \(target.isEmpty ? "/" : target) HTTP/1.1", "Host: \(host)"]
            return text(first + upgrade + ["Sec-WebSocket-Key: \(key)"], fields)
        case .response(_, let status, let reason):
            guard (200...299).contains(status) else {
                return text(["HTTP/1.1 \(digits(status)) \(reason)"], fields)
            }
            let first = ["HTTP/1.1 101 Switching Protocols"] + upgrade
            return text(first + ["Sec-WebSocket-Accept: \(Upgrade.accept(for: key))"], fields)
        }
    }

    private static func text(_ lines: [String], _ fields: [HTTPField]) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in lines + fields.map({ "\($0.name): \($0.value)" }) {
            bytes += line.utf8.map { $0 == 0x0a || $0 == 0x0d || $0 == 0 ? 0x20 : $0 }
            bytes += [0x0d, 0x0a]
        }
        return bytes + [0x0d, 0x0a]
    }

    /// A status in three digits.
    private static func digits(_ status: Int) -> String {
        let text = String(min(max(status, 0), 999))
        return String(repeating: "0", count: 3 - text.count) + text
    }
}
