package import WebSocketWire

/// What a proxy changes in a request's head before it goes on: absolute-form becomes origin-form (RFC 9112 section
/// 3.2.1), and the fields that are meant for the proxy go. A request that asks for no other protocol is the last one on
/// its connection (`Connection: close`), since the client's next one may be for another server. All other bytes stay as
/// they are.
package struct ForwardedRequest: Sendable, Hashable {
    /// The head as the client sent it.
    package let head: HTTPHead
    /// The server that it names.
    package let target: ProxyTarget
    /// Whether the server is to be reached by TLS.
    package let isSecure: Bool
    /// Whether it asks for another protocol on the connection (RFC 9110 section 7.8).
    package let asksForUpgrade: Bool
    /// The head's bytes as they go on.
    package let bytes: [UInt8]

    /// A request with an absolute-form target; nil where it has none, or one that no proxy can reach.
    package init?(_ head: HTTPHead) {
        guard let text = head.target, let scheme = text.utf8.firstIndex(of: UInt8(ascii: ":")),
            text[scheme...].utf8.starts(with: "://".utf8)
        else { return nil }
        switch text[..<scheme].lowercased() {
        case "http", "ws": isSecure = false
        case "https", "wss": isSecure = true
        default: return nil
        }
        let rest = text[scheme...].dropFirst(3)
        let end = rest.utf8.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
        let named = rest[..<end]
        let host = named.utf8.lastIndex(of: UInt8(ascii: "@")).map { named[named.utf8.index(after: $0)...] } ?? named
        guard let target = ProxyTarget(authority: host, port: isSecure ? 443 : 80) else { return nil }
        self.head = head
        self.target = target
        let path = rest[end...].prefix { $0 != "#" }
        let isWhole = head.method == "OPTIONS" && path.isEmpty
        let origin = isWhole ? "*" : path.utf8.first == UInt8(ascii: "/") ? String(path) : "/" + path
        let isUpgrade = Self.asksForUpgrade(head)
        asksForUpgrade = isUpgrade
        bytes = Self.rewritten(head.raw, target: text, as: origin, isLast: !isUpgrade)
    }

    private static func asksForUpgrade(_ head: HTTPHead) -> Bool {
        head.value(of: "Upgrade") != nil && head.lists("upgrade", in: "Connection")
    }

    private static func rewritten(_ raw: [UInt8], target: String, as origin: String, isLast: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        var isStartLine = true
        var isLeftOut = false
        for line in lines(of: raw) {
            let isBlank = line.allSatisfy { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
            if isStartLine {
                bytes += isBlank ? Array(line) : startLine(line, target: target, as: origin)
                isStartLine = isBlank
                continue
            }
            let isFolded = line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t")
            if !isFolded { isLeftOut = isForTheProxy(line) || isLast && isNamed("connection", line) }
            if isBlank, isLast { bytes += Array("Connection: close\r\n".utf8) }
            if !isLeftOut { bytes += line }
        }
        return bytes
    }

    /// The lines with their ends.
    private static func lines(of raw: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = raw[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(rest[...end])
            rest = rest[(end + 1)...]
        }
        if !rest.isEmpty { lines.append(rest) }
        return lines
    }

    private static func startLine(_ line: ArraySlice<UInt8>, target: String, as origin: String) -> [UInt8] {
        let text = Array(target.utf8)
        guard let space = line.firstIndex(of: UInt8(ascii: " ")),
            let begin = line[space...].firstIndex(where: { $0 != UInt8(ascii: " ") }),
            line[begin...].starts(with: text)
        else { return Array(line) }
        return line[..<begin] + Array(origin.utf8) + line[(begin + text.count)...]
    }

    private static func isNamed(_ name: String, _ line: ArraySlice<UInt8>) -> Bool {
        line.dropFirst(name.utf8.count).first == UInt8(ascii: ":")
            && zip(line, name.utf8).allSatisfy { $0 | 0x20 == $1 }
    }

    private static func isForTheProxy(_ line: ArraySlice<UInt8>) -> Bool {
        line.count > 6 && zip(line, "proxy-".utf8).allSatisfy { $0 | 0x20 == $1 }
    }
}
