/// What a client of TLS asks for before anything is answered (RFC 8446 section 4.1.2).
package struct ClientOffer: Sendable, Hashable {
    /// Whom it wants to speak with (SNI, RFC 6066 section 3); nil where it does not say.
    package private(set) var serverName: ServerName?
    /// The protocols it speaks, in its order (ALPN, RFC 7301). Names that are no printable ASCII, such as those that only
    /// probe for intolerance (RFC 8701), are left out.
    package private(set) var applicationProtocols: [String] = []

    /// Reads the body of a ClientHello; nil where it is none, or where its name is no name.
    init?(_ body: ArraySlice<UInt8>) {
        var fields = Fields(rest: body)
        guard fields.take(2 + 32) != nil, fields.vector(1) != nil, fields.vector(2) != nil, fields.vector(1) != nil
        else { return nil }
        guard !fields.rest.isEmpty else { return }
        guard let list = fields.vector(2), fields.rest.isEmpty else { return nil }
        var extensions = Fields(rest: list)
        var seen: Set<Int> = []
        while !extensions.rest.isEmpty {
            guard let kind = extensions.number(2), let content = extensions.vector(2), seen.insert(kind).inserted
            else { return nil }
            switch kind {
            case 0: guard readServerName(content) else { return nil }
            case 16: guard readProtocols(content) else { return nil }
            default: break
            }
        }
    }

    private mutating func readServerName(_ content: ArraySlice<UInt8>) -> Bool {
        var fields = Fields(rest: content)
        guard let list = fields.vector(2), fields.rest.isEmpty else { return false }
        var entries = Fields(rest: list)
        guard entries.number(1) == 0, let bytes = entries.vector(2),
            let text = String(validating: bytes, as: UTF8.self),
            let name = ServerName(text)
        else { return false }
        serverName = name
        return true
    }

    private mutating func readProtocols(_ content: ArraySlice<UInt8>) -> Bool {
        var fields = Fields(rest: content)
        guard let list = fields.vector(2), fields.rest.isEmpty else { return false }
        var names = Fields(rest: list)
        while !names.rest.isEmpty {
            guard let name = names.vector(1), !name.isEmpty else { return false }
            guard name.allSatisfy({ (0x21...0x7e).contains($0) }) else { continue }
            applicationProtocols.append(String(decoding: name, as: UTF8.self))
        }
        return true
    }
}

/// Reads fields in turn; nothing where the bytes end too early.
private struct Fields {
    private(set) var rest: ArraySlice<UInt8>

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// A number of one to three bytes.
    mutating func number(_ bytes: Int) -> Int? {
        take(bytes)?.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Bytes behind their length, which has so many bytes itself.
    mutating func vector(_ lengthBytes: Int) -> ArraySlice<UInt8>? {
        number(lengthBytes).flatMap { take($0) }
    }
}
