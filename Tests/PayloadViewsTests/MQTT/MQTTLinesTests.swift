import Testing

@testable import PayloadViews

struct MQTTLinesTests {
    private static func picture(_ wire: String, isWhole: Bool = true) -> String {
        Sample.picture(of: Sample.wire(wire), as: .mqtt, PayloadFacts(kind: .binary, isWhole: isWhole))
    }

    @Test func `a CONNECT in a picture`() {
        #expect(
            Sample.mqtt[2].picture == """
                CONNECT  flags 0, length 38
                  protocol: "MQTT"
                  version: 5
                  connect flags: 0xce
                    clean start: yes
                    will: yes
                    will qos: 1
                    will retain: no
                  keep alive: 10 s
                  properties
                    session expiry interval: 120
                  client id: "c"
                  will topic: "w/"
                  properties
                    payload format indicator: 1
                  will payload: 3 bytes
                    bye
                  user: "u"
                  password: "pw"
                """)
    }

    @Test func `a PUBLISH and a PINGREQ in a picture`() {
        #expect(
            Self.picture("33 12 00 01 't' 00 07 0a 26 00 01 'k' 00 02 'v' 0a 01 01 'xy' c0 00") == """
                PUBLISH  flags 3, length 18  read as MQTT 5, which is a guess
                  topic: "t"
                  qos: 1
                  retain: yes
                  duplicate: no
                  packet id: 7
                  properties
                    user property: "k" = "v\\n"
                    payload format indicator: 1
                  payload: 2 bytes
                    xy
                PINGREQ  flags 0, length 0
                """)
    }

    @Test(arguments: [
        (
            "82 0b 00 01 02 0b 05 00 03 'a/b' 2d",
            "topic filter: \"a/b\"  qos 1, no local, retain as published, retain handling 2"
        ),
        ("90 04 00 01 01 80", "reason: 0x80 Failure"), ("20 02 01 00", "session present: yes"),
        ("30 20 00 01 't' 'x'", "ends too early"), ("c0 00 00 01", "no packet of MQTT from byte 2 on 00 01"),
        ("41 02 00 07", "not as MQTT wants it"), ("f0 03 18 01 7f", "no property: 7f"),
    ])
    func `a picture has the line`(_ wire: String, _ line: String) {
        #expect(Self.picture(wire).contains(line))
    }

    @Test func `a packet that is cut says so`() {
        #expect(
            Self.picture("30 20 00 01 't' 'x'", isWhole: false).hasSuffix("\n  cut here: the rest was not captured"))
        #expect(Self.picture("c0 00 30", isWhole: false).hasSuffix("cut here: the rest was not captured 30"))
    }
}
