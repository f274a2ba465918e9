import JSONText

/// Draws the control packets of MQTT, a field a line.
enum MQTTLines {
    /// Draws a message.
    static func draw(_ bytes: RawSpan, _ facts: PayloadFacts, _ lines: inout LineWriter) {
        let view = bytes.part(0..<lines.limits.bytes)
        let isLast = view.byteCount == bytes.byteCount
        var reader = MQTTReader(view, level: facts.context.mqttLevel)
        while reader.left > 0 {
            let start = reader.place
            guard let packet = reader.next(view) else {
                guard isLast else { return }
                let text =
                    facts.isWhole ? "no packet of MQTT from byte \(start) on" : "cut here: the rest was not captured"
                lines.remark(0, text, start..<view.byteCount, isError: facts.isWhole)
                lines.add(.punctuation, " ")
                lines.add(hex: view.part(start..<view.byteCount))
                return
            }
            draw(packet, view, &lines)
            if packet.isCut, isLast { lines.cut(1, at: view.byteCount, isWhole: facts.isWhole) }
        }
    }

    private static func draw(_ packet: MQTTPacket, _ bytes: RawSpan, _ lines: inout LineWriter) {
        lines.line(0, packet.range)
        lines.add(.word, "\(MQTTNames.type(packet.type))")
        lines.add(.comment, "  flags \(packet.flags), length \(packet.length)")
        if packet.isBroken { lines.add(.error, "  not as MQTT wants it") }
        if packet.isLevelGuessed, packet.properties != nil { lines.add(.comment, "  read as MQTT 5, which is a guess") }
        let head = packet.range.lowerBound..<min(packet.range.lowerBound + 1, packet.range.upperBound)
        if packet.type == 1 { connect(packet, bytes, &lines) }
        if packet.type == 2 {
            lines.field(1, "session present", packet.isSessionPresent ? "yes" : "no", .word, packet.range)
        }
        if let topic = packet.topic { lines.field(1, "topic", text: topic, bytes) }
        if packet.type == 3 {
            lines.field(1, "qos", "\(packet.qualityOfService)", head)
            lines.field(1, "retain", packet.isRetained ? "yes" : "no", .word, head)
            lines.field(1, "duplicate", packet.isDuplicate ? "yes" : "no", .word, head)
        }
        if let identifier = packet.identifier { lines.field(1, "packet id", "\(identifier)", packet.range) }
        if let reason = packet.reason { lines.field(1, "reason", MQTT.words(reason, packet), .word, packet.range) }
        if packet.type != 1, let properties = packet.properties { draw(properties: properties, 1, bytes, &lines) }
        if let entries = packet.entries { draw(entries: entries, packet, bytes, &lines) }
        guard let payload = packet.payload else { return }
        lines.field(1, "payload", LineWriter.bytes(payload.count), payload)
        EmbeddedPayload.draw(payload, bytes, depth: 2, isWhole: !packet.isCut, &lines)
    }

    private static func connect(_ packet: MQTTPacket, _ bytes: RawSpan, _ lines: inout LineWriter) {
        if let name = packet.protocolName {
            lines.field(1, "protocol", text: name, bytes)
            lines.field(1, "version", MQTTNames.version(packet.level), name.upperBound..<name.upperBound + 1)
            if let flags = packet.connectFlags {
                let place = name.upperBound + 1..<name.upperBound + 2
                lines.field(1, "connect flags", "0x\(Hex.text(flags))", place)
                let isClean = flags & 2 != 0
                lines.field(
                    2, packet.level == 5 ? "clean start" : "clean session", isClean ? "yes" : "no", .word, place)
                lines.field(2, "will", flags & 4 != 0 ? "yes" : "no", .word, place)
                lines.field(2, "will qos", "\(flags >> 3 & 3)", place)
                lines.field(2, "will retain", flags & 0x20 != 0 ? "yes" : "no", .word, place)
            }
            if let keepAlive = packet.keepAlive {
                lines.field(1, "keep alive", "\(keepAlive) s", name.upperBound + 2..<name.upperBound + 4)
            }
        }
        if let properties = packet.properties { draw(properties: properties, 1, bytes, &lines) }
        if let client = packet.clientID { lines.field(1, "client id", text: client, bytes) }
        if let topic = packet.willTopic { lines.field(1, "will topic", text: topic, bytes) }
        if let properties = packet.willProperties { draw(properties: properties, 1, bytes, &lines) }
        if let will = packet.willPayload {
            lines.field(1, "will payload", LineWriter.bytes(will.count), will)
            EmbeddedPayload.draw(will, bytes, depth: 2, isWhole: true, &lines)
        }
        if let user = packet.userName { lines.field(1, "user", text: user, bytes) }
        if let password = packet.password { lines.field(1, "password", text: password, bytes) }
    }

    private static func draw(
        properties range: Range<Int>, _ depth: Int, _ bytes: RawSpan, _ lines: inout LineWriter
    ) {
        guard !range.isEmpty else { return }
        lines.line(depth, range)
        lines.add(.name, "properties")
        var cursor = ByteCursor(range)
        while cursor.left > 0 {
            guard let property = MQTTProperty.next(&cursor, bytes) else {
                lines.remark(depth + 1, "no property: ", cursor.rest, isError: true)
                lines.add(hex: bytes.part(cursor.rest))
                return
            }
            lines.line(depth + 1, property.range)
            lines.add(.name, "\(property.name)")
            lines.add(.punctuation, ": ")
            switch property.value {
            case .number(let number): lines.add(.number, "\(number)")
            case .text(let text): lines.add(.string, bytes.part(text), mark: "\"")
            case .data(let data): lines.add(hex: bytes.part(data))
            case .pair(let name, let value):
                lines.add(.string, bytes.part(name), mark: "\"")
                lines.add(.punctuation, " = ")
                lines.add(.string, bytes.part(value), mark: "\"")
            }
        }
    }

    private static func draw(
        entries range: Range<Int>, _ packet: MQTTPacket, _ bytes: RawSpan, _ lines: inout LineWriter
    ) {
        guard packet.type == 8 || packet.type == 10 else {
            for place in range {
                lines.field(1, "reason", MQTT.words(bytes.byte(place) ?? 0, packet), .word, place..<place + 1)
            }
            return
        }
        var cursor = ByteCursor(range)
        while let filter = MQTTFilter.next(&cursor, bytes, hasOptions: packet.type == 8) {
            lines.field(1, "topic filter", text: filter.name, bytes)
            guard let options = filter.options else { continue }
            lines.add(.comment, "  qos \(options & 3)")
            lines.extend(to: filter.name.upperBound + 1)
            guard packet.level == 5 else { continue }
            if options & 4 != 0 { lines.add(.comment, ", no local") }
            if options & 8 != 0 { lines.add(.comment, ", retain as published") }
            lines.add(.comment, ", retain handling \(options >> 4 & 3)")
        }
    }
}
