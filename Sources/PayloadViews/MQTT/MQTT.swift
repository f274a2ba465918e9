import JSONText

/// MQTT 3.1, 3.1.1 and 5: what the control packets of a message say.
enum MQTT {
    /// Says what a message is, where it is one.
    static func summarise(_ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine) -> Recognition? {
        guard facts.kind != .text, bytes.byteCount > 1 else { return nil }
        var reader = MQTTReader(bytes, level: facts.context.mqttLevel)
        guard let first = reader.next(bytes), isSound(first, facts) else { return nil }
        text.write("MQTT ")
        write(first, bytes, &text)
        var others = 0
        while reader.left > 0, others < 16 {
            guard let packet = reader.next(bytes) else {
                guard !facts.isWhole else { return nil }
                break
            }
            guard isSound(packet, facts) else { return nil }
            others += 1
        }
        if others > 0 {
            text.write(" + ")
            text.write(others)
            text.write(reader.left > 0 ? " or more" : " more")
        }
        let isTelling = first.type == 1 && first.protocolName != nil || facts.context.mqttLevel != nil
        return .by(facts, .mqtt, isTelling ? .likely : .possible, "types, flags and lengths are such as MQTT's")
    }

    private static func isSound(_ packet: MQTTPacket, _ facts: PayloadFacts) -> Bool {
        !packet.isBroken && (!packet.isCut || !facts.isWhole)
    }

    private static func write(_ packet: MQTTPacket, _ bytes: RawSpan, _ text: inout TextLine) {
        text.write(MQTTNames.type(packet.type))
        switch packet.type {
        case 1: connect(packet, bytes, &text)
        case 3: publish(packet, bytes, &text)
        case 8, 10:
            number(packet.identifier, &text)
            filters(packet, bytes, &text)
        default:
            if packet.type == 2, packet.isSessionPresent { text.write(" session present") }
            number(packet.identifier, &text)
            if let reason = packet.reason {
                text.write(" ")
                text.write(text: words(reason, packet))
            }
            if packet.type == 9, let entries = packet.entries { codes(entries, packet, bytes, &text) }
        }
    }

    private static func number(_ identifier: UInt64?, _ text: inout TextLine) {
        guard let identifier else { return }
        text.write(" id ")
        text.write(identifier)
    }

    private static func connect(_ packet: MQTTPacket, _ bytes: RawSpan, _ text: inout TextLine) {
        guard packet.protocolName != nil else { return }
        text.write(text: " " + MQTTNames.version(packet.level))
        if let client = packet.clientID {
            text.write(" client ")
            text.quote(bytes.part(client))
        }
        if let user = packet.userName {
            text.write(" user ")
            text.quote(bytes.part(user))
        }
        if let topic = packet.willTopic {
            text.write(" will ")
            text.add(bytes.part(topic))
        }
    }

    private static func publish(_ packet: MQTTPacket, _ bytes: RawSpan, _ text: inout TextLine) {
        guard let topic = packet.topic else { return }
        text.write(" ")
        if topic.isEmpty { text.write("\"\"") } else { text.add(bytes.part(topic)) }
        text.write(" qos ")
        text.write(UInt64(packet.qualityOfService))
        number(packet.identifier, &text)
        if packet.isRetained { text.write(" retain") }
        if packet.isDuplicate { text.write(" dup") }
        guard let payload = packet.payload else { return }
        text.write(" · ")
        if packet.isCut {
            text.write(payload.count)
            text.write(" of ")
        }
        text.add(bytes: payload.count + packet.missing)
    }

    private static func filters(_ packet: MQTTPacket, _ bytes: RawSpan, _ text: inout TextLine) {
        guard let entries = packet.entries else { return }
        var cursor = ByteCursor(entries)
        var count = 0
        while count < 3, let filter = MQTTFilter.next(&cursor, bytes, hasOptions: packet.type == 8) {
            text.write(count == 0 ? " " : ", ")
            text.add(bytes.part(filter.name))
            if let options = filter.options {
                text.write(" qos ")
                text.write(UInt64(options & 3))
            }
            count += 1
        }
        if cursor.left > 0 { text.write(" …") }
    }

    private static func codes(_ entries: Range<Int>, _ packet: MQTTPacket, _ bytes: RawSpan, _ text: inout TextLine) {
        for place in entries.prefix(3) {
            text.write(place == entries.lowerBound ? " " : ", ")
            text.write(text: words(bytes.byte(place) ?? 0, packet))
        }
        if entries.count > 3 { text.write(" …") }
    }

    /// A code with what it means.
    static func words(_ code: UInt8, _ packet: MQTTPacket) -> String {
        let isOld = packet.level < 5
        let name: StaticString? =
            switch packet.type {
            case 2 where isOld: MQTTNames.returnCode(code)
            case 9 where isOld: code == 0x80 ? "Failure" : code < 3 ? MQTTNames.reason(code, in: 9) : nil
            default: MQTTNames.reason(code, in: packet.type)
            }
        return "0x\(Hex.text(code))" + (name.map { " \($0)" } ?? "")
    }
}
