import Testing

@testable import PayloadViews

struct MQTTNamesTests {
    @Test func `all fifteen types have names`() {
        #expect(Set((1...15 as ClosedRange<UInt8>).map { "\(MQTTNames.type($0))" }).count == 15)
        #expect("\(MQTTNames.type(3))" == "PUBLISH")
        #expect("\(MQTTNames.type(0))" == "packet of type 0")
        #expect("\(MQTTNames.type(255))" == "packet of type 0")
    }

    @Test(
        arguments: [
            (0, 2, "Success"), (0, 9, "Granted QoS 0"), (0, 14, "Normal disconnection"),
            (0x04, 14, "Disconnect with Will Message"),
            (0x80, 2, "Unspecified error"), (0x97, 4, "Quota exceeded"),
            (0xa2, 9, "Wildcard Subscriptions not supported"),
            (0x03, 2, nil), (0xff, 2, nil),
        ] as [(UInt8, UInt8, String?)])
    func `reason codes mean what MQTT 5 says`(_ code: UInt8, _ type: UInt8, _ name: String?) {
        #expect(MQTTNames.reason(code, in: type).map { "\($0)" } == name)
    }

    @Test func `every reason code of MQTT 5 from 0x80 to 0xa2 has a name`() {
        #expect((0x80...0xa2 as ClosedRange<UInt8>).allSatisfy { MQTTNames.reason($0, in: 2) != nil })
    }

    @Test func `return codes of 3.1.1, and versions`() {
        #expect((0...5 as ClosedRange<UInt8>).allSatisfy { MQTTNames.returnCode($0) != nil })
        #expect(MQTTNames.returnCode(6) == nil)
        #expect([3, 4, 5, 9].map { MQTTNames.version($0) } == ["3.1", "3.1.1", "5", "of level 9"])
    }
}
