import Interception
import NIOCore

/// What a client says first, in whatever protocol the mode has.
enum ProxyGreeting {
    case http(HTTPProxyGreeting)
    case socks(SOCKSGreeting)

    /// How the client is told that its tunnel stands.
    enum Tunnel {
        case http, socks
    }

    /// What is to be done.
    enum Step {
        /// Bytes for the client, after which it goes on.
        case reply([UInt8])
        /// A tunnel to a server.
        case tunnel(ProxyTarget, Tunnel)
        /// A request goes on to the server that it names.
        case forward(ForwardedRequest)
        /// The last bytes for the client, and why, for people.
        case refuse([UInt8], String)
        /// The client speaks something else.
        case foreign
    }

    /// Consumes what the next step takes; nil where it needs more.
    mutating func feed(_ buffer: inout ByteBuffer) -> Step? {
        var offset = 0
        defer { buffer.moveReaderIndex(forwardBy: offset) }
        switch self {
        case .http(var greeting):
            let step = greeting.feed(buffer.readableBytesSpan, at: &offset)
            self = .http(greeting)
            return step.map(Step.init)
        case .socks(var greeting):
            let step = greeting.feed(buffer.readableBytesSpan, at: &offset)
            self = .socks(greeting)
            return step.map(Step.init)
        }
    }
}

extension ProxyGreeting.Step {
    fileprivate init(_ step: HTTPProxyGreeting.Step) {
        switch step {
        case .tunnel(let target): self = .tunnel(target, .http)
        case .forward(let request): self = .forward(request)
        case .answer(let bytes, let ends, let reason): self = ends ? .refuse(bytes, reason) : .reply(bytes)
        case .foreign: self = .foreign
        }
    }

    fileprivate init(_ step: SOCKSGreeting.Step) {
        switch step {
        case .reply(let bytes): self = .reply(bytes)
        case .tunnel(let target): self = .tunnel(target, .socks)
        case .refuse(let bytes, let reason): self = .refuse(bytes, reason)
        }
    }
}
