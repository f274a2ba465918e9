/// A property of MQTT 5 (section 2.2.2.2).
struct MQTTProperty {
    /// What its value is.
    enum Value {
        case number(UInt64), text(Range<Int>), pair(Range<Int>, Range<Int>), data(Range<Int>)
    }

    private enum Form {
        case byte, two, four, variable, text, pair, data
    }

    /// Its name.
    let name: StaticString
    /// Its value.
    let value: Value
    /// Its places, identifier included.
    let range: Range<Int>

    private static func form(_ identifier: UInt64) -> (StaticString, Form)? {
        switch identifier {
        case 0x01: ("payload format indicator", .byte)
        case 0x02: ("message expiry interval", .four)
        case 0x03: ("content type", .text)
        case 0x08: ("response topic", .text)
        case 0x09: ("correlation data", .data)
        case 0x0b: ("subscription identifier", .variable)
        case 0x11: ("session expiry interval", .four)
        case 0x12: ("assigned client identifier", .text)
        case 0x13: ("server keep alive", .two)
        case 0x15: ("authentication method", .text)
        case 0x16: ("authentication data", .data)
        case 0x17: ("request problem information", .byte)
        case 0x18: ("will delay interval", .four)
        case 0x19: ("request response information", .byte)
        case 0x1a: ("response information", .text)
        case 0x1c: ("server reference", .text)
        case 0x1f: ("reason string", .text)
        case 0x21: ("receive maximum", .two)
        case 0x22: ("topic alias maximum", .two)
        case 0x23: ("topic alias", .two)
        case 0x24: ("maximum qos", .byte)
        case 0x25: ("retain available", .byte)
        case 0x26: ("user property", .pair)
        case 0x27: ("maximum packet size", .four)
        case 0x28: ("wildcard subscription available", .byte)
        case 0x29: ("subscription identifiers available", .byte)
        case 0x2a: ("shared subscription available", .byte)
        default: nil
        }
    }

    /// The next property; nil where it is cut or there is none. The cursor then stays.
    static func next(_ cursor: inout ByteCursor, _ bytes: RawSpan) -> MQTTProperty? {
        var probe = cursor
        guard let identifier = probe.variable(bytes, limit: 4), let (name, form) = form(identifier),
            let value = value(form, &probe, bytes)
        else { return nil }
        defer { cursor = probe }
        return MQTTProperty(name: name, value: value, range: cursor.at..<probe.at)
    }

    private static func value(_ form: Form, _ cursor: inout ByteCursor, _ bytes: RawSpan) -> Value? {
        switch form {
        case .byte: return cursor.number(bytes, 1).map { .number($0) }
        case .two: return cursor.number(bytes, 2).map { .number($0) }
        case .four: return cursor.number(bytes, 4).map { .number($0) }
        case .variable: return cursor.variable(bytes, limit: 4).map { .number($0) }
        case .text: return cursor.text(bytes).map { .text($0) }
        case .data: return cursor.text(bytes).map { .data($0) }
        case .pair:
            guard let name = cursor.text(bytes), let value = cursor.text(bytes) else { return nil }
            return .pair(name, value)
        }
    }

    /// Whether all of some bytes are properties.
    static func areAll(_ range: Range<Int>, _ bytes: RawSpan) -> Bool {
        var cursor = ByteCursor(range)
        while cursor.left > 0 {
            guard next(&cursor, bytes) != nil else { return false }
        }
        return true
    }
}
