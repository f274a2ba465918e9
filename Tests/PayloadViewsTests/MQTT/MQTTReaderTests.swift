import Testing

@testable import PayloadViews

struct MQTTReaderTests {
    private static func read(_ wire: String, level: UInt8? = nil) -> [MQTTPacket] {
        let bytes = Sample.wire(wire)
        var reader = MQTTReader(bytes.span.bytes, level: level)
        var packets: [MQTTPacket] = []
        while let packet = reader.next(bytes.span.bytes) { packets.append(packet) }
        return packets
    }

    static let broken: [String] = [
        "c0 01 00", "d0 01 00", "41 02 00 07", "80 05 00 01 00 00 00", "82 02 00 01", "30 01 00", "32 03 00 01 't'",
        "36 03 00 01 't'",
        "10 07 00 04 'MQTX' 04", "10 0a 00 04 'MQTT' 04 01 00 3c", "10 0a 00 04 'MQTT' 04 02 00 3c",
        "10 0c 00 04 'MQTT' 06 02 00 3c 00 00", "10 0d 00 04 'MQTT' 04 02 00 3c 00 00 00",
        "20 02 02 00", "20 01 00", "40 01 00", "20 04 00 00 00 00", "82 06 00 01 00 01 'a' 03", "90 02 00 01",
        "30 05 00 02 't' 00 'x'", "f0 03 18 05 00", "a2 04 00 01 00 00",
    ]

    @Test(arguments: broken)
    func `a packet that breaks the specification is told`(_ wire: String) {
        #expect(Self.read(wire).first?.isBroken == true)
        #expect(
            Sample.said(
                of: Sample.wire(wire), PayloadFacts(kind: .binary, context: PayloadContext(subprotocol: "mqtt"))) == nil
        )
    }

    @Test func `every sample cut anywhere is cut, and not broken`() {
        for sample in Sample.mqtt where sample.summary.contains(" + ") == false {
            for count in 2..<max(2, sample.bytes.count) {
                let bytes = Array(sample.bytes.prefix(count))
                var reader = MQTTReader(bytes.span.bytes, level: nil)
                guard let packet = reader.next(bytes.span.bytes) else {
                    Issue.record("no packet")
                    continue
                }
                #expect(packet.isCut && !packet.isBroken, "\(sample) cut at \(count)")
                #expect(packet.missing == sample.bytes.count - count)
                #expect(packet.range.upperBound == count)
            }
        }
    }

    @Test func `the version decides what stands before a payload`() {
        let wire = "30 06 00 01 't' 00 'ab'"
        #expect(Self.read(wire, level: 4)[0].payload?.count == 3)
        #expect(Self.read(wire, level: 5)[0].payload?.count == 2)
        #expect(Self.read(wire)[0].isLevelGuessed)
        #expect(!Self.read(wire, level: 5)[0].isLevelGuessed)
    }

    @Test func `a CONNECT decides how the packets after it are read`() {
        let packets = Self.read("10 0e 00 04 'MQTT' 05 02 00 3c 00 00 01 'c' 30 06 00 01 't' 00 'ab'")
        #expect(packets.count == 2)
        #expect(packets[1].level == 5 && !packets[1].isLevelGuessed && packets[1].payload?.count == 2)
    }

    @Test func `several packets are read in order, and junk ends them`() {
        #expect(Self.read("c0 00 d0 00 40 02 00 07 e0 00").map(\.type) == [12, 13, 4, 14])
        #expect(Self.read("c0 00 00 00").map(\.type) == [12])
        #expect(Self.read("30 ff ff ff ff").isEmpty)
        #expect(Self.read("30").isEmpty)
    }

    @Test func `filters end where they are none`() {
        let bytes = Sample.wire("00 01 'a' 01 00 00 01")
        var cursor = ByteCursor(bytes.span.bytes)
        let filter = MQTTFilter.next(&cursor, bytes.span.bytes, hasOptions: true)
        #expect(filter?.name == 2..<3 && filter?.options == 1)
        #expect(MQTTFilter.next(&cursor, bytes.span.bytes, hasOptions: true) == nil)
        #expect(cursor.at == 4)
    }
}
