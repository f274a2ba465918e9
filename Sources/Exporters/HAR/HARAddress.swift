/// The parts of an address such as `wss://example.com:8080/chat?room=1#top`.
struct HARAddress: Hashable {
    let isSecured: Bool
    /// The host without its port, and without the brackets of an address of IPv6.
    let host: String
    /// The port, by the scheme where none is said.
    let port: UInt16
    /// Path and query.
    let target: String

    init(_ url: String) {
        let parts = url.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = parts.count == 2 ? parts[0].lowercased() : ""
        isSecured = scheme == "wss" || scheme == "https"
        let rest = (parts.last ?? "").prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count)
        target = path.hasPrefix("/") ? String(path) : "/" + path
        let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let colon = place.lastIndex(of: ":")
        let port = colon.flatMap { UInt16(place[$0...].dropFirst()) }
        self.port = port ?? (isSecured ? 443 : 80)
        let name = colon.map { port == nil && !place[$0...].dropFirst().isEmpty ? place : place[..<$0] } ?? place
        host = name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : String(name)
    }
}
