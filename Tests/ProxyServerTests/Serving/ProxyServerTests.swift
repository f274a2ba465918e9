import ByteStreams
import Dissection
import Testing

@testable import ProxyServer

struct ProxyServerTests {
    private func configuration(_ listeners: [ProxyConfiguration.Listener]) -> ProxyConfiguration {
        ProxyConfiguration(
            listeners, dissection: DissectionOptions(), clock: { Timestamp(nanoseconds: 1) }, remark: { _ in })
    }

    private func listener(_ host: String, _ port: UInt16) -> ProxyConfiguration.Listener {
        ProxyConfiguration.Listener(mode: ProxyMode(.regular), address: ListenAddress(host: host, port: port))
    }

    @Test func `several listeners are open at once, and none afterwards`() throws {
        let proxy = try ProxyServer(
            configuration([listener("127.0.0.1", 0), listener("localhost", 0)]), into: TrafficQueue {})
        let ports = proxy.addresses.map(\.port)
        #expect(Set(ports).count == 2)
        #expect(TestSocket.connected(to: ports[0]) != nil)
        proxy.stop()
        #expect(TestSocket.connected(to: ports[0]) == nil)
    }

    @Test func `a port that is taken is told with what to do, and nothing stays open`() throws {
        let other = TestSocket.listening()
        let error = #expect(throws: ProxyError.self) {
            _ = try ProxyServer(
                configuration([listener("127.0.0.1", 0), listener("127.0.0.1", other.port)]), into: TrafficQueue {})
        }
        #expect(
            error?.description
                == "regular cannot listen on 127.0.0.1:\(other.port): Address already in use (listen elsewhere with "
                + "-m regular…@PORT or -p PORT)")
    }

    @Test func `connections that are open when the proxy ends are told as open`() throws {
        let bench = try ProxyBench()
        let (client, server) = try bench.pair()
        client.send(SampleUpgrade.request)
        _ = server.readHead()
        server.send(SampleUpgrade.response)
        _ = client.readHead()
        guard case .closed(let closing) = bench.stop().last else {
            Issue.record("the connection does not end")
            return
        }
        #expect(closing.outcome == .open)
        #expect(client.readAll() == [])
        #expect(server.readAll() == [])
    }
}
