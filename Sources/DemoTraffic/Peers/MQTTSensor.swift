import ByteStreams
import WebSocketWire

/// A sensor that speaks MQTT in binary messages: readings with and without acknowledgement, and commands from the
/// broker.
struct MQTTSensor: Peer {
    private var caller: Caller
    private let name: String
    private var isOpen = false
    private var readings = 0
    private var temperature = 2_150

    init(_ caller: Caller, name: String) {
        self.caller = caller
        self.name = name
    }

    mutating func write(_ scene: inout Scene) {
        guard isOpen else { return begin(&scene) }
        scene.wait(caller.chance.pick(600...1_100))
        readings += 1
        temperature = min(max(temperature + caller.chance.pick(-12...12), 1_500), 3_000)
        let reading = Array("{\"t\":\(JSONWords.hundredths(temperature)),\"rh\":\(caller.chance.pick(35...60))}".utf8)
        let topic = "site/7/\(name)/climate"
        if readings % 5 == 0 {
            let id = UInt16(truncatingIfNeeded: readings % 65_535 + 1)
            scene.binary(.fromClient, MQTTPackets.publish(topic, id: id, reading))
            scene.wait(17)
            scene.binary(.fromServer, MQTTPackets.acknowledge(id))
        } else {
            scene.binary(.fromClient, MQTTPackets.publish(topic, id: nil, reading))
        }
        if readings % 12 == 0 {
            scene.wait(100)
            scene.binary(.fromClient, MQTTPackets.pingRequest)
            scene.wait(18)
            scene.binary(.fromServer, MQTTPackets.pingResponse)
        }
        if readings % 16 == 7 {
            scene.wait(60)
            let command: [UInt8] = [0x01, UInt8(caller.chance.pick(0...255)), 0x00, 0xff]
            scene.binary(.fromServer, MQTTPackets.publish("site/7/\(name)/command", id: nil, command))
        }
    }

    private mutating func begin(_ scene: inout Scene) {
        isOpen = true
        caller.call(in: &scene, answerAfter: 19)
        scene.binary(.fromClient, MQTTPackets.connect(client: name, keepAlive: 30))
        scene.wait(18)
        scene.binary(.fromServer, MQTTPackets.connectionAccepted)
        scene.wait(5)
        scene.binary(.fromClient, MQTTPackets.subscribe(1, to: "site/7/\(name)/command"))
        scene.wait(17)
        scene.binary(.fromServer, MQTTPackets.subscribed(1))
    }
}
