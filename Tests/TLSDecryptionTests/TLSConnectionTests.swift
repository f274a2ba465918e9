import ByteStreams
import Testing

@testable import TLSDecryption

struct TLSConnectionTests {
    @Test func `a direction waits for the other where the other has earlier bytes`() {
        var connection = PlainTraffic()
        var keys = KeyLog()
        var reader = KeyLogReader()
        let log = String(decoding: Trace8448.keyLog, as: UTF8.self).split(separator: "\n")
        let withoutClient = log.filter { !$0.hasPrefix("CLIENT_TRAFFIC") }.joined(separator: "\n") + "\n"
        reader.feed(Array(withoutClient.utf8).span.bytes, into: &keys)
        let tls = TLSConnection(Trace8448.opening, waits: true)
        let stream = StreamID(slot: 0, serial: 0)
        for step in Trace8448.traffic.steps {
            guard case .bytes(let direction, let bytes) = step.event else { continue }
            tls.accept(bytes.span.bytes, direction, at: step.time, keys) { connection.accept($1, of: stream, at: $0) }
        }
        #expect(connection.bytes.isEmpty)
        #expect(tls.heldBytes > 0 && tls.waitsSince != nil)
        reader.feed(Array((log.first { $0.hasPrefix("CLIENT_TRAFFIC") } ?? "").utf8).span.bytes, into: &keys)
        reader.finish(into: &keys)
        tls.pump(keys) { connection.accept($1, of: stream, at: $0) }
        #expect(connection.bytes[0]?.map(\.0) == [.fromClient, .fromServer])
        #expect(tls.heldBytes == 0 && tls.waitsSince == nil)
    }

    @Test func `ends that are the wrong way round are told as they came`() {
        var traffic = Trace8448.traffic
        for index in traffic.steps.indices {
            switch traffic.steps[index].event {
            case .bytes(let direction, let bytes): traffic.steps[index].event = .bytes(direction.opposite, bytes)
            case .finished(let direction): traffic.steps[index].event = .finished(direction.opposite)
            default: break
            }
        }
        let plain = traffic.played()
        #expect(plain.said(.fromServer) == Trace8448.data && plain.said(.fromClient) == Trace8448.data)
        #expect(plain.bytes[0]?.map(\.0) == [.fromServer, .fromClient])
    }
}
