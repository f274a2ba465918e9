/// A version of TLS by its number on the wire.
struct TLSVersion: Sendable, Hashable {
    let rawValue: UInt16

    static let tls12 = TLSVersion(rawValue: 0x0303)
    static let tls13 = TLSVersion(rawValue: 0x0304)

    /// The number behind the name, such as `1.3`.
    var shortName: String {
        switch rawValue {
        case 0x0300: "SSL 3.0"
        case 0x0301...0x0304: "1.\(rawValue - 0x0301)"
        default: "0x" + String(rawValue, radix: 16)
        }
    }

    /// The name, such as `TLS 1.3`.
    var name: String { rawValue == 0x0300 ? shortName : "TLS \(shortName)" }
}
