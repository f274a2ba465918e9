import ByteStreams
import TestKit
import Testing

@testable import HTTP2Dissection

struct HTTP2DetectionTests {
    private func verdict(
        _ chunks: [[UInt8]], _ direction: Direction = .fromClient, roles: StreamOpening.Roles = .known
    ) -> HTTP2Detection.Verdict? {
        let detection = HTTP2Detection(
            StreamOpening(client: HTTP2Talk.opening.client, server: HTTP2Talk.opening.server, roles: roles))
        for chunk in chunks {
            if let verdict = detection.accept(chunk.span.bytes, direction, at: HTTP2Talk.time(0)) { return verdict }
        }
        return nil
    }

    @Test func `the preface decides, however it comes`() {
        forEveryChunking(of: HTTP2Preface.bytes) { #expect(verdict($0) == .http2(midstream: false)) }
        #expect(verdict([Array("PRI * HTTP/1.1".utf8)]) == .plain)
        #expect(verdict([Array("GET /".utf8)]) == .plain)
        #expect(verdict([Array("PRI".utf8)]) == nil)
    }

    @Test func `a server's settings wait for the client, other bytes do not`() {
        forEveryChunking(of: HTTP2Talk.frame(4, [0, 8, 0, 0, 0, 1])) { #expect(verdict($0, .fromServer) == nil) }
        #expect(verdict([Array("HTTP/1.1 200".utf8)], .fromServer) == .plain)
        #expect(verdict([[0, 0, 0, 0, 0, 0, 0, 0, 0]], .fromServer) == .plain)
    }

    @Test func `in the middle of a connection whole frames decide`() {
        let frame = HTTP2Talk.frame(0, stream: 1, [1, 2, 3])
        #expect(verdict([frame], .fromServer, roles: .guessed) == .http2(midstream: true))
        #expect(verdict([frame + [1]], .fromServer, roles: .guessed) == .plain)
        #expect(verdict([Array("GET / HTTP/1.1\r\n".utf8)], roles: .guessed) == .plain)
        #expect(verdict([[0x81, 1, 0x61]], .fromServer, roles: .guessed) == .plain)
    }

    @Test func `no more is held than the limit`() {
        let settings = HTTP2Talk.frame(4)
        let rest = [UInt8](repeating: 0, count: HTTP2Limits.undecided)
        #expect(verdict([settings, rest], .fromServer) == .plain)
    }
}
