/// Reads the control packets of MQTT that a message holds, one after the other.
struct MQTTReader {
    private var cursor: ByteCursor
    /// The version that the connection speaks, where that is known.
    private var level: UInt8?

    /// A reader of all packets in the bytes.
    init(_ bytes: RawSpan, level: UInt8?) {
        cursor = ByteCursor(bytes)
        self.level = level
    }

    /// Where the next packet begins.
    var place: Int { cursor.at }
    /// How many bytes are left.
    var left: Int { cursor.left }

    /// The version that a CONNECT packet asks for; nil where the bytes are none.
    static func levelAsked(in bytes: RawSpan) -> UInt8? {
        var reader = MQTTReader(bytes, level: nil)
        guard let packet = reader.next(bytes), packet.type == 1, packet.protocolName != nil, !packet.isBroken else {
            return nil
        }
        return packet.level
    }

    /// The next packet; nil where there is none, or not even its length.
    mutating func next(_ bytes: RawSpan) -> MQTTPacket? {
        var probe = cursor
        let start = probe.at
        guard let first = probe.byte(bytes), first >> 4 > 0, let length = probe.variable(bytes, limit: 4) else {
            return nil
        }
        guard let body = probe.take(min(Int(length), probe.left)) else { return nil }
        var packet = MQTTPacket(
            type: first >> 4, flags: first & 0xf, range: start..<body.upperBound, length: Int(length),
            missing: Int(length) - body.count)
        packet.level = level ?? 4
        packet.isBroken = !packet.hasSoundFlags
        var inside = ByteCursor(body)
        read(&packet, &inside, bytes)
        if packet.type == 1, !packet.isBroken, packet.protocolName != nil { level = packet.level }
        cursor = probe
        return packet
    }

    private func read(_ packet: inout MQTTPacket, _ body: inout ByteCursor, _ bytes: RawSpan) {
        switch packet.type {
        case 1: Self.connect(&packet, &body, bytes)
        case 2: Self.connectAnswer(&packet, &body, bytes)
        case 3: publish(&packet, &body, bytes)
        case 4...7: Self.acknowledgement(&packet, &body, bytes)
        case 8...11: entries(&packet, &body, bytes)
        case 12, 13: if packet.length > 0 { packet.isBroken = true }
        default: Self.reasonFirst(&packet, &body, bytes)
        }
    }

    /// Notes that something is missing: the packet is broken where it is not cut.
    private static func missing(_ packet: inout MQTTPacket) {
        if !packet.isCut { packet.isBroken = true }
    }

    private static func connect(_ packet: inout MQTTPacket, _ body: inout ByteCursor, _ bytes: RawSpan) {
        guard let name = body.text(bytes) else { return missing(&packet) }
        guard bytes.part(name).equals("MQTT") || bytes.part(name).equals("MQIsdp") else {
            packet.isBroken = true
            return
        }
        guard let level = body.byte(bytes), let flags = body.byte(bytes), let keepAlive = body.number(bytes, 2) else {
            return missing(&packet)
        }
        packet.protocolName = name
        packet.level = level
        packet.connectFlags = flags
        packet.keepAlive = keepAlive
        if flags & 1 != 0 || level < 3 || level > 5 { packet.isBroken = true }
        if level == 5 {
            packet.properties = properties(&body, bytes)
            guard packet.properties != nil else { return missing(&packet) }
        }
        packet.clientID = body.text(bytes)
        if flags & 4 != 0 {
            if level == 5 { packet.willProperties = properties(&body, bytes) }
            packet.willTopic = body.text(bytes)
            packet.willPayload = body.text(bytes)
            if packet.willPayload == nil { missing(&packet) }
        }
        if flags & 0x80 != 0 { packet.userName = body.text(bytes) }
        if flags & 0x40 != 0 { packet.password = body.text(bytes) }
        let isShort = packet.clientID == nil || flags & 0x80 != 0 && packet.userName == nil
        if isShort || flags & 0x40 != 0 && packet.password == nil { missing(&packet) }
        if body.left > 0, !packet.isCut { packet.isBroken = true }
    }

    /// The places of properties, which their length stands before.
    private static func properties(_ body: inout ByteCursor, _ bytes: RawSpan) -> Range<Int>? {
        var probe = body
        guard let length = probe.variable(bytes, limit: 4), let range = probe.take(Int(length)) else { return nil }
        body = probe
        return range
    }

    private static func connectAnswer(_ packet: inout MQTTPacket, _ body: inout ByteCursor, _ bytes: RawSpan) {
        guard let flags = body.byte(bytes), let reason = body.byte(bytes) else { return missing(&packet) }
        packet.isSessionPresent = flags & 1 != 0
        packet.reason = reason
        if flags > 1 { packet.isBroken = true }
        packet.level = packet.length > 2 ? 5 : 4
        guard packet.length > 2 else { return }
        packet.properties = properties(&body, bytes)
        if packet.properties == nil || body.left > 0 { missing(&packet) }
    }

    private func publish(_ packet: inout MQTTPacket, _ body: inout ByteCursor, _ bytes: RawSpan) {
        guard let topic = body.text(bytes) else { return Self.missing(&packet) }
        packet.topic = topic
        if bytes.part(topic).first(0) != nil { packet.isBroken = true }
        if packet.qualityOfService > 0 {
            packet.identifier = body.number(bytes, 2)
            guard packet.identifier != nil else { return Self.missing(&packet) }
        }
        if level == nil {
            packet.isLevelGuessed = true
            packet.level = Self.looksLikeFive(body, bytes) ? 5 : 4
        }
        if packet.level == 5 {
            packet.properties = Self.properties(&body, bytes)
            guard packet.properties != nil else { return Self.missing(&packet) }
        }
        packet.payload = body.rest
    }

    /// Whether what follows the head of a PUBLISH begins with a length and properties of MQTT 5.
    private static func looksLikeFive(_ body: ByteCursor, _ bytes: RawSpan) -> Bool {
        var probe = body
        guard let range = properties(&probe, bytes) else { return false }
        return MQTTProperty.areAll(range, bytes)
    }

    private static func acknowledgement(_ packet: inout MQTTPacket, _ body: inout ByteCursor, _ bytes: RawSpan) {
        packet.identifier = body.number(bytes, 2)
        guard packet.identifier != nil else { return missing(&packet) }
        guard packet.length > 2 else { return }
        packet.level = 5
        packet.reason = body.byte(bytes)
        guard packet.length > 3 else { return }
        packet.properties = properties(&body, bytes)
        if packet.properties == nil || body.left > 0 { missing(&packet) }
    }

    /// SUBSCRIBE, SUBACK, UNSUBSCRIBE and UNSUBACK.
    private func entries(_ packet: inout MQTTPacket, _ body: inout ByteCursor, _ bytes: RawSpan) {
        packet.identifier = body.number(bytes, 2)
        guard packet.identifier != nil else { return Self.missing(&packet) }
        if packet.type == 11, packet.length == 2, packet.level < 5 { return }
        if level == nil {
            packet.isLevelGuessed = packet.type != 11
            packet.level = isFive(packet, body, bytes) ? 5 : 4
        }
        if packet.level == 5 {
            packet.properties = Self.properties(&body, bytes)
            guard packet.properties != nil else { return Self.missing(&packet) }
        }
        packet.entries = body.rest
        if body.left == 0 { Self.missing(&packet) }
        if packet.type == 8 || packet.type == 10 {
            var filters = body
            while let filter = MQTTFilter.next(&filters, bytes, hasOptions: packet.type == 8), !filter.name.isEmpty {}
            if filters.left > 0 { Self.missing(&packet) }
        }
    }

    /// Whether entries are read better by MQTT 5: the ones of 3.1.1 do not fit.
    private func isFive(_ packet: MQTTPacket, _ body: ByteCursor, _ bytes: RawSpan) -> Bool {
        if packet.type == 11 { return true }
        if packet.type == 9 { return body.left > 1 && bytes.byte(body.at) == 0 }
        var old = body
        while MQTTFilter.next(&old, bytes, hasOptions: packet.type == 8) != nil {}
        let isOld = packet.isCut ? old.at > body.at : old.left == 0
        return !isOld && Self.looksLikeFive(body, bytes)
    }

    /// DISCONNECT and AUTH.
    private static func reasonFirst(_ packet: inout MQTTPacket, _ body: inout ByteCursor, _ bytes: RawSpan) {
        if packet.type == 15 || packet.length > 0 { packet.level = 5 }
        guard packet.length > 0 else { return }
        packet.reason = body.byte(bytes)
        if packet.reason == nil { return missing(&packet) }
        guard packet.length > 1 else { return }
        packet.properties = properties(&body, bytes)
        if packet.properties == nil || body.left > 0 { missing(&packet) }
    }
}

/// A topic filter of SUBSCRIBE or UNSUBSCRIBE.
struct MQTTFilter {
    /// The filter.
    let name: Range<Int>
    /// What SUBSCRIBE wants of it: quality of service, and in MQTT 5 more.
    let options: UInt8?

    /// The next filter; nil where it is cut or there is none. The cursor then stays.
    static func next(_ cursor: inout ByteCursor, _ bytes: RawSpan, hasOptions: Bool) -> MQTTFilter? {
        var probe = cursor
        guard let name = probe.text(bytes), !name.isEmpty else { return nil }
        var options: UInt8?
        if hasOptions {
            options = probe.byte(bytes)
            guard let options, options & 3 < 3, options & 0xc0 == 0 else { return nil }
        }
        cursor = probe
        return MQTTFilter(name: name, options: options)
    }
}
