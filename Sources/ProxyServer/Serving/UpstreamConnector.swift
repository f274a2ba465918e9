import ByteStreams
import Glibc
import Interception
import NIOCore
import NIOPosix

/// Opens connections to servers.
struct UpstreamConnector {
    let loop: any EventLoop
    let buffers: NIOLoopBound<ReadBuffers>

    /// Opens a connection; nothing is read from it before it is told to. Names are looked up, and all their addresses
    /// tried (RFC 8305).
    func connect(to target: ProxyTarget) -> EventLoopFuture<any Channel> {
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(ProxyLimits.connecting)
            .channelOption(.autoRead, value: false)
            .proxied(buffers)
        if IPAddress(text: target.host) != nil,
            let address = try? SocketAddress(ipAddress: target.host, port: Int(target.port))
        {
            return bootstrap.connect(to: address)
        }
        return bootstrap.connect(host: target.host, port: Int(target.port))
    }
}

extension ClientBootstrap {
    /// With the options that both legs of a proxied connection have.
    fileprivate func proxied(_ buffers: NIOLoopBound<ReadBuffers>) -> ClientBootstrap {
        channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.writeBufferWaterMark, value: ProxyLimits.unsent)
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelOption(.recvAllocator, value: SharedReading(buffers))
    }
}

extension ServerBootstrap {
    /// With the options that both legs of a proxied connection have.
    func proxied(_ buffers: NIOLoopBound<ReadBuffers>) -> ServerBootstrap {
        childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.writeBufferWaterMark, value: ProxyLimits.unsent)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(.recvAllocator, value: SharedReading(buffers))
    }
}

/// Why a server could not be reached.
struct ConnectFailure {
    /// In words.
    let words: String
    /// What SOCKS says of it.
    let outcome: SOCKSGreeting.Outcome

    init(_ error: any Error) {
        switch error {
        case let error as NIOConnectionError:
            if let attempt = error.connectionErrors.first {
                self.init(attempt.error)
            } else {
                self.init("the name \(error.host) is not known", .hostUnreachable)
            }
        case let error as IOError: self.init(code: error.errnoCode)
        case ChannelError.connectTimeout:
            self.init("no answer within \(ProxyLimits.connecting.seconds) seconds", .hostUnreachable)
        default: self.init("\(error)", .failed)
        }
    }

    private init(_ words: String, _ outcome: SOCKSGreeting.Outcome) {
        self.words = words
        self.outcome = outcome
    }

    private init(code: Int32) {
        let outcome: SOCKSGreeting.Outcome =
            switch code {
            case ECONNREFUSED: .refused
            case ENETUNREACH: .networkUnreachable
            case EHOSTUNREACH, ETIMEDOUT: .hostUnreachable
            default: .failed
            }
        self.init(unsafe String(cString: strerror(code)), outcome)
    }
}
