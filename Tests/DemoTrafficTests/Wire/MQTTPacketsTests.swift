import Testing

@testable import DemoTraffic

struct MQTTPacketsTests {
    @Test
    func `packets are those of the standard`() {
        #expect(
            MQTTPackets.connect(client: "ab", keepAlive: 30)
                == [0x10, 14, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 30, 0, 2, 0x61, 0x62])
        #expect(MQTTPackets.subscribe(258, to: "t") == [0x82, 6, 1, 2, 0, 1, 0x74, 1])
        #expect(MQTTPackets.subscribed(258) == [0x90, 3, 1, 2, 1])
        #expect(MQTTPackets.publish("t", id: nil, [9]) == [0x30, 4, 0, 1, 0x74, 9])
        #expect(MQTTPackets.publish("t", id: 7, [9]) == [0x32, 6, 0, 1, 0x74, 0, 7, 9])
        #expect(MQTTPackets.acknowledge(7) == [0x40, 2, 0, 7])
    }

    @Test(arguments: [(124, 2), (125, 3), (16_380, 3), (16_381, 4)])
    func `a length takes as many bytes as it needs`(_ payload: Int, _ header: Int) {
        let packet = MQTTPackets.publish("t", id: nil, Array(repeating: 0, count: payload))
        #expect(packet.count == header + 3 + payload)
        #expect(packet[header - 1] & 0x80 == 0)
    }
}
