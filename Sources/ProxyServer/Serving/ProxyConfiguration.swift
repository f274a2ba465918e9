package import ByteStreams
package import Dissection
package import Interception

/// What a proxy is to do.
package struct ProxyConfiguration: Sendable {
    /// A mode and where it listens.
    package struct Listener: Sendable, Hashable {
        /// How clients reach it.
        package let mode: ProxyMode
        /// Where it listens.
        package let address: ListenAddress

        /// A listener by its mode and its address.
        package init(mode: ProxyMode, address: ListenAddress) {
            self.mode = mode
            self.address = address
        }
    }

    /// Where it listens, and for what.
    package let listeners: [Listener]
    /// What is decoded, and how much of it is kept.
    package let dissection: DissectionOptions
    /// What clients of `regular` and `socks5` have to say; nil for nothing.
    package var credentials: ProxyCredentials?
    /// What the time is.
    package let clock: @Sendable () -> Timestamp
    /// Takes what people should know, a line each.
    package let remark: @Sendable (String) -> Void

    /// A proxy that listens and decodes as it is told here.
    package init(
        _ listeners: [Listener], dissection: DissectionOptions, clock: @escaping @Sendable () -> Timestamp,
        remark: @escaping @Sendable (String) -> Void
    ) {
        self.listeners = listeners
        self.dissection = dissection
        self.clock = clock
        self.remark = remark
    }
}

/// Why a proxy does not listen.
package struct ProxyError: Error, Hashable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let description: String
}
