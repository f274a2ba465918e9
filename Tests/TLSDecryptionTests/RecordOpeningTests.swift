import ByteStreams
import Testing

@testable import TLSDecryption

struct RecordOpeningTests {
    @Test func `a record that is lost counts its content where that is known`() throws {
        var lane = TLSLane()
        let header = try #require(RecordHeader(bytes: [23, 3, 3, 0, 67], at: 0))
        lane.lose(record: header)
        #expect(lane.loss.records == 1 && lane.loss.isUncertain)
        lane.loss = RecordLoss()
        lane.enter(
            .application, RecordOpener(trafficSecret: hex(Trace8448.clientSecret), suite: CipherSuite(0x1301)))
        lane.hasData = true
        lane.lose(record: header)
        #expect(lane.loss.content == 50 && !lane.loss.isUncertain)
        lane.isPadded = true
        lane.lose(record: header)
        #expect(lane.loss.isUncertain && lane.loss.records == 2)
    }

    @Test func `the next record opens only where none before it is missing`() throws {
        var lane = TLSLane()
        lane.enter(
            .application, RecordOpener(trafficSecret: hex(Trace8448.clientSecret), suite: CipherSuite(0x1301)))
        let (header, body) = try #require(Trace8448.parts(Trace8448.clientData))
        lane.loss.records = 1
        #expect(lane.openNext(header, bytes: body) == nil)
        lane.loss = RecordLoss()
        #expect(lane.openNext(header, bytes: body).map { Array($0.content) } == Trace8448.data)
        #expect(lane.sequence == 1 && lane.records == 1 && lane.hasData)
        #expect(lane.openNext(header, bytes: body) == nil)
    }

    @Test func `closed lanes count the records under keys`() throws {
        var lane = TLSLane()
        lane.close(isTLS13: false)
        let data = try #require(RecordHeader(bytes: [23, 3, 3, 0, 40], at: 0))
        let change = try #require(RecordHeader(bytes: [20, 3, 3, 0, 1], at: 0))
        for header in [data, change, data, data] { lane.count(closed: header, isTLS13: false) }
        #expect(lane.sequence == 2 && lane.records == 4)
        lane.count(closed: change, isTLS13: true)
        #expect(lane.sequence == 2)
    }

    @Test func `early data that is taken is shown, with the time at which it came`() {
        let traffic = SecuredTraffic("tls-resumption")
        let plain = traffic.played()
        let requests = plain.bytes.values.filter {
            String(decoding: $0.first?.1 ?? [], as: UTF8.self).hasPrefix("GET /early/second ")
        }
        #expect(requests.count == 1)
        var withoutEarly = traffic
        let log = String(decoding: traffic.keyLog, as: UTF8.self)
        withoutEarly.keyLog = Array(
            log.split(separator: "\n").filter { !$0.hasPrefix("CLIENT_EARLY") }.joined(separator: "\n").utf8)
        let rest = withoutEarly.played()
        #expect(rest.opened == plain.opened)
        #expect(!rest.conversation.contains { String(decoding: $0, as: UTF8.self).hasPrefix("GET /early/second ") })
    }

    @Test(arguments: ["CLIENT_HANDSHAKE", "SERVER_HANDSHAKE"])
    func `without the secret of the handshake the data is opened all the same`(_ label: String) {
        var traffic = SecuredTraffic("tls13")
        let whole = traffic.played()
        let log = String(decoding: traffic.keyLog, as: UTF8.self)
        traffic.keyLog = Array(log.split(separator: "\n").filter { !$0.hasPrefix(label) }.joined(separator: "\n").utf8)
        #expect(traffic.played().conversation == whole.conversation)
    }
}
