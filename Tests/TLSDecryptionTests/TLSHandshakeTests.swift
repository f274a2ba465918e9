import ByteStreams
import Testing

@testable import TLSDecryption

struct TLSHandshakeTests {
    @Test func `what both sides agreed on is told of every suite, resumed or not`() {
        let plain = SecuredTraffic("tls-resumption").played()
        #expect(plain.facts.values.allSatisfy { $0.serverName == "wscope.example" })
        #expect(Set(plain.facts.values.compactMap(\.version)) == ["1.2", "1.3"])
        let named = SecuredTraffic("tls13").played().facts.values
        #expect(named.allSatisfy { $0.applicationProtocol == "http/1.1" })
        #expect(named.allSatisfy { $0.certificateNames == ["wscope.example", "*.wscope.example", "10.0.0.2"] })
        #expect(named.count == 3)
        let old = SecuredTraffic("tls12").played().facts.values
        #expect(old.allSatisfy { $0.certificateNames.count == 3 })
    }

    @Test func `renegotiation is told and not followed`() {
        let plain = SecuredTraffic("tls-closed").played()
        #expect(plain.notes.contains { $0.kind == .renegotiated })
        #expect(plain.notes.contains { $0.detail == TLSObstacle.renegotiated.text })
    }

    @Test func `a version before 1 2 is not supported, and an alert ends the handshake`() {
        var old = Trace8448.traffic
        var hello = Trace8448.serverHello
        hello[10] = 2
        hello[hello.count - 6] = 9
        old.steps[2].event = .bytes(.fromServer, hello)
        #expect(old.played().unopened.map(\.obstacle) == [.version("TLS 1.1")])
        var refused = Trace8448.traffic
        refused.steps[2].event = .bytes(.fromServer, [21, 3, 3, 0, 2, 2, 40])
        refused.steps.removeSubrange(3...8)
        let plain = refused.played()
        #expect(
            plain.unopened.map(\.obstacle.text) == [
                "the TLS handshake ended with the alert handshake_failure (40) of the server"
            ])
        #expect(plain.notes.contains { $0.kind == .alert })
    }

    @Test func `each epoch has its secret`() {
        var secrets = KeyLog.Secrets()
        (secrets.clientEarly, secrets.clientHandshake, secrets.serverHandshake) = ([1], [2], [3])
        (secrets.clientTraffic, secrets.serverTraffic) = ([4], [5])
        let epochs: [TLSLane.Epoch] = [.clear, .early, .handshake, .application, .closed]
        #expect(epochs.map { secrets.trafficSecret($0, .fromClient) } == [nil, [1], [2], [4], nil])
        #expect(epochs.map { secrets.trafficSecret($0, .fromServer) } == [nil, nil, [3], [5], nil])
    }
}
