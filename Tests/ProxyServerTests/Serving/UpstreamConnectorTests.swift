import Glibc
import Interception
import NIOCore
import Testing

@testable import ProxyServer

struct UpstreamConnectorTests {
    @Test(
        arguments: [
            (ECONNREFUSED, "Connection refused", .refused),
            (ENETUNREACH, "Network is unreachable", .networkUnreachable),
            (EHOSTUNREACH, "No route to host", .hostUnreachable), (EPERM, "Operation not permitted", .failed),
        ] as [(Int32, String, SOCKSGreeting.Outcome)])
    func `why a server cannot be reached is said in words and in SOCKS`(
        _ code: Int32, _ words: String, _ outcome: SOCKSGreeting.Outcome
    ) {
        let failure = ConnectFailure(IOError(errnoCode: code, reason: "connect"))
        #expect(failure.words == words)
        #expect(failure.outcome == outcome)
    }

    @Test func `a server that does not answer is told with the time that it had`() {
        let failure = ConnectFailure(ChannelError.connectTimeout(.seconds(15)))
        #expect(failure.words == "no answer within 15 seconds")
        #expect(failure.outcome == .hostUnreachable)
    }
}
