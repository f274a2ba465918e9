import Testing

@testable import PayloadViews

struct MQTTTests {
    private static func said(_ wire: String, isWhole: Bool = true, _ subprotocol: String? = "mqtt") -> String? {
        let context = PayloadContext(subprotocol: subprotocol)
        return Sample.said(of: Sample.wire(wire), PayloadFacts(kind: .binary, context: context, isWhole: isWhole))?.text
    }

    @Test(arguments: [
        ("30 20 00 03 'a/b' 'x'", "MQTT PUBLISH a/b qos 0 · 1 of 27 bytes"), ("30 20 00 03 'a'", "MQTT PUBLISH"),
        ("82 20 00 01 00 01 'a' 01 00", "MQTT SUBSCRIBE id 1 a qos 1 …"), ("40 02 00", "MQTT PUBACK"),
        ("10 20 00 04 'MQTT' 04 02", "MQTT CONNECT"), ("c0 00 30", "MQTT PINGREQ"),
    ])
    func `a message that is cut says what there is`(_ wire: String, _ summary: String) {
        #expect(Self.said(wire, isWhole: false) == summary)
        #expect(Self.said(wire) == nil)
    }

    @Test func `an empty topic, a topic that disturbs, and a long one`() {
        #expect(Self.said("30 03 00 00 'x'") == "MQTT PUBLISH \"\" qos 0 · 1 byte")
        #expect(Self.said("30 05 00 03 1b '[m'") == "MQTT PUBLISH \\x1b[m qos 0 · 0 bytes")
        let long = Sample.said(
            of: [0x30, 0x82, 0x01, 0, 0x80] + [UInt8](repeating: 0x61, count: 128),
            PayloadFacts(kind: .binary, context: PayloadContext(subprotocol: "mqtt")))
        #expect(long?.text == "MQTT PUBLISH " + String(repeating: "a", count: 64) + "… qos 0 · 0 bytes")
    }

    @Test func `many filters and codes are cut`() {
        #expect(
            Self.said("82 12 00 01 00 01 'a' 00 00 01 'b' 00 00 01 'c' 00 00 01 'd' 00")
                == "MQTT SUBSCRIBE id 1 a qos 0, b qos 0, c qos 0 …")
        #expect(Self.said("90 06 00 01 01 01 01 01")?.hasSuffix(", 0x01 Granted QoS 1 …") == true)
    }

    @Test func `text is not MQTT`() {
        let facts = PayloadFacts(kind: .text, context: PayloadContext(subprotocol: "mqtt"))
        #expect(Sample.said(of: Sample.wire("c0 00"), facts) == nil)
    }
}
