/// A request target with scheme and host (RFC 9112 section 3.2.2).
struct AbsoluteTarget {
    /// The host, with its port where there is one.
    let authority: String
    /// The path and query; `/` where there is none.
    let path: String

    init?(_ target: String) {
        let bytes = target.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon != bytes.startIndex,
            bytes[..<colon].allSatisfy({ HTTPToken.isTokenByte($0) }), bytes[colon...].starts(with: "://".utf8)
        else { return nil }
        let rest = target[colon...].dropFirst(3)
        let isEnd: (UInt8) -> Bool = { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        let end = rest.utf8.firstIndex(where: isEnd) ?? rest.endIndex
        let authority = rest[..<end]
        let userEnd = authority.utf8.lastIndex(of: UInt8(ascii: "@"))
        self.authority = String(userEnd.map { authority[$0...].dropFirst() } ?? authority)
        let path = rest[end...]
        self.path = path.utf8.first == UInt8(ascii: "/") ? String(path) : "/" + path
    }
}
