import ByteStreams
import Glibc
import NIOCore

extension Endpoint {
    /// The end that a socket's address names; nil where it is none of IP.
    init?(_ address: SocketAddress?) {
        switch address {
        case .v4(let four): self.init(v4: four.address)
        case .v6(let six): self.init(v6: six.address)
        case .unixDomainSocket, nil: return nil
        }
    }

    private init(v4 address: sockaddr_in) {
        self.init(
            address: IPAddress(v4: UInt32(bigEndian: address.sin_addr.s_addr)),
            port: UInt16(bigEndian: address.sin_port))
    }

    private init(v6 address: sockaddr_in6) {
        var bytes = address.sin6_addr
        let (high, low) = unsafe withUnsafeBytes(of: &bytes) { bytes in
            unsafe (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        let isMapped = high == 0 && low >> 32 == 0xffff
        self.init(
            address: isMapped ? IPAddress(v4: UInt32(truncatingIfNeeded: low)) : IPAddress(v6: high, low),
            port: UInt16(bigEndian: address.sin6_port))
    }
}
