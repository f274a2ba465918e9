/// Packets of MQTT 3.1.1 as bytes (section 3 of that standard).
enum MQTTPackets {
    static func connect(client: String, keepAlive: UInt16) -> [UInt8] {
        packet(0x10, string("MQTT") + [4, 0x02] + number(keepAlive) + string(client))
    }

    static let connectionAccepted: [UInt8] = [0x20, 2, 0, 0]
    static let pingRequest: [UInt8] = [0xc0, 0]
    static let pingResponse: [UInt8] = [0xd0, 0]
    static let disconnect: [UInt8] = [0xe0, 0]

    static func subscribe(_ id: UInt16, to topic: String) -> [UInt8] {
        packet(0x82, number(id) + string(topic) + [1])
    }

    static func subscribed(_ id: UInt16) -> [UInt8] {
        packet(0x90, number(id) + [1])
    }

    /// A message that needs no acknowledgement where it has no `id`, and one where it has.
    static func publish(_ topic: String, id: UInt16?, _ payload: [UInt8]) -> [UInt8] {
        packet(id == nil ? 0x30 : 0x32, string(topic) + (id.map(number) ?? []) + payload)
    }

    static func acknowledge(_ id: UInt16) -> [UInt8] {
        packet(0x40, number(id))
    }

    private static func packet(_ first: UInt8, _ rest: [UInt8]) -> [UInt8] {
        var bytes = [first]
        var count = rest.count
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: count & 0x7f) | (count > 0x7f ? 0x80 : 0))
            count >>= 7
        } while count > 0
        return bytes + rest
    }

    private static func number(_ value: UInt16) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    private static func string(_ text: String) -> [UInt8] {
        number(UInt16(truncatingIfNeeded: text.utf8.count)) + Array(text.utf8)
    }
}
