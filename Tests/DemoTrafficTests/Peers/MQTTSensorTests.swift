import ByteStreams
import Testing

@testable import DemoTraffic

struct MQTTSensorTests {
    private let stories = PlayedDemo.twoMinutes.stories(of: "broker")

    @Test
    func `two sensors speak MQTT in binary`() {
        #expect(stories.count == 2)
        for story in stories {
            #expect(story.opening.handshake?.upgrade.subprotocol == "mqtt")
            #expect(story.messages.allSatisfy { $0.message.opcode == .binary })
            #expect(story.messages.first?.bytes.first == 0x10)
            let kinds = Set(story.messages.compactMap { $0.bytes.first })
            #expect(kinds == [0x10, 0x20, 0x82, 0x90, 0x30, 0x32, 0x40, 0xc0, 0xd0])
        }
    }

    @Test
    func `what asks for it is acknowledged by its number`() {
        for story in stories {
            let asked = story.messages.filter { $0.bytes.first == 0x32 }.count
            let acknowledged = story.messages.filter { $0.bytes.first == 0x40 }.count
            #expect(asked > 10 && asked - acknowledged <= 1 && asked >= acknowledged)
        }
    }
}
