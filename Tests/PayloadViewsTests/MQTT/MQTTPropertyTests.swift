import Testing

@testable import PayloadViews

struct MQTTPropertyTests {
    static let table: [(String, String, String)] = [
        ("01 01", "payload format indicator", "1"), ("02 00 00 00 0a", "message expiry interval", "10"),
        ("03 00 02 'a/'", "content type", "a/"), ("08 00 01 'r'", "response topic", "r"),
        ("09 00 02 00 ff", "correlation data", "00ff"), ("0b 80 01", "subscription identifier", "128"),
        ("11 ff ff ff ff", "session expiry interval", "4294967295"),
        ("12 00 01 'x'", "assigned client identifier", "x"),
        ("13 00 3c", "server keep alive", "60"), ("15 00 01 'm'", "authentication method", "m"),
        ("16 00 01 07", "authentication data", "07"), ("17 01", "request problem information", "1"),
        ("18 00 00 00 01", "will delay interval", "1"), ("19 00", "request response information", "0"),
        ("1a 00 01 'i'", "response information", "i"), ("1c 00 01 's'", "server reference", "s"),
        ("1f 00 01 'w'", "reason string", "w"), ("21 00 0a", "receive maximum", "10"),
        ("22 00 0a", "topic alias maximum", "10"), ("23 00 01", "topic alias", "1"), ("24 01", "maximum qos", "1"),
        ("25 01", "retain available", "1"), ("26 00 01 'k' 00 01 'v'", "user property", "k=v"),
        ("27 00 00 10 00", "maximum packet size", "4096"), ("28 01", "wildcard subscription available", "1"),
        ("29 01", "subscription identifiers available", "1"), ("2a 01", "shared subscription available", "1"),
    ]

    @Test(arguments: table.indices)
    func `every property of MQTT 5 has its name and its value`(_ index: Int) {
        let (wire, name, value) = Self.table[index]
        let bytes = Sample.wire(wire)
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        var cursor = ByteCursor(bytes.span.bytes)
        guard let property = MQTTProperty.next(&cursor, bytes.span.bytes) else {
            Issue.record("no property")
            return
        }
        #expect("\(property.name)" == name)
        let said =
            switch property.value {
            case .number(let number): "\(number)"
            case .text(let range): text(range)
            case .pair(let name, let value): text(name) + "=" + text(value)
            case .data(let range): bytes[range].map { Hex.text($0) }.joined()
            }
        #expect(said == value)
        #expect(property.range == 0..<bytes.count && cursor.left == 0)
        for count in 0..<bytes.count {
            var cut = ByteCursor(0..<count)
            #expect(MQTTProperty.next(&cut, bytes.span.bytes) == nil)
            #expect(cut.at == 0)
        }
    }

    @Test(arguments: ["00 00", "04 00", "7f 00", "80 01 00", "ff ff ff ff 01"])
    func `what is no property is none`(_ wire: String) {
        let bytes = Sample.wire(wire)
        var cursor = ByteCursor(bytes.span.bytes)
        #expect(MQTTProperty.next(&cursor, bytes.span.bytes) == nil)
        let areAll = MQTTProperty.areAll(0..<bytes.count, bytes.span.bytes)
        #expect(!areAll)
    }

    @Test func `no bytes are all properties`() {
        let bytes: [UInt8] = []
        let areAll = MQTTProperty.areAll(0..<0, bytes.span.bytes)
        #expect(areAll)
    }
}
