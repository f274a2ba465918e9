import ByteStreams
import TestKit
import Testing

@testable import TLSDecryption

struct TLSDetectionTests {
    private func verdict(_ chunks: [[UInt8]], _ direction: Direction = .fromClient) -> TLSDetection.Verdict? {
        var detection = TLSDetection(Trace8448.opening)
        for chunk in chunks {
            if let verdict = detection.accept(bytes: chunk, direction, at: Trace8448.time(0)) { return verdict }
        }
        return nil
    }

    @Test func `a hello is recognised however it comes, from whichever side`() {
        forEveryChunking(of: Array(Trace8448.clientHello.prefix(30))) { chunks in
            #expect(verdict(chunks) == .handshake(isSwapped: false))
            #expect(verdict(chunks, .fromServer) == .handshake(isSwapped: true))
        }
        #expect(verdict([Trace8448.serverHello], .fromServer) == .handshake(isSwapped: false))
    }

    @Test func `other bytes are plain at the first that tells`() {
        for text in ["GET / HTTP/1.1", "HTTP/1.1 101", "PRI * HTTP/2.0", "\u{16}\u{4}"] {
            #expect(verdict([Array(text.utf8)]) == .plain)
        }
        #expect(verdict([[0x16], [0x03], [0x09, 0, 9, 1]]) == .plain)
        #expect(verdict([[0x81, 0x05]]) == .plain)
        #expect(verdict([[], []]) == nil)
    }

    @Test func `records without a handshake began before`() {
        #expect(verdict([Trace8448.clientData]) == .beganBefore)
        #expect(verdict([[22, 3, 3, 0, 9, 11]]) == .beganBefore)
        #expect(verdict([[21, 3, 3, 0, 2, 1, 0]]) == .beganBefore)
    }

    @Test func `what was held is shown again`() {
        var detection = TLSDetection(Trace8448.opening)
        #expect(detection.accept(bytes: [22, 3], .fromClient, at: Trace8448.time(1)) == nil)
        #expect(!detection.isEmpty)
        var plain = PlainTraffic()
        detection.replay { plain.accept($1, of: StreamID(slot: 0, serial: 0), at: $0) }
        #expect(plain.said(.fromClient) == [22, 3])
    }
}
