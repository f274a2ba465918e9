import ByteStreams
import Dissection
import Glibc
import Sessions
import TestKit
import Testing
import WebSocketWire

@testable import Filters

/// Traffic of every kind, made up from a seed, of several connections at once.
struct SampleTraffic {
    private var random: SeededRandom
    private var numbers: [Int: Int] = [:]
    static let texts = [
        "{\"price\": 120.5, \"user\": {\"id\": 17, \"name\": \"é\"}, \"items\": [{\"price\": 1}, {\"price\": 300}]}",
        "{\"type\":\"ping\",\"price\":-3,\"ok\":true,\"none\":null}", "hello", "Hello, world", "", "[1,2,3]",
        "{\"price\":",
        "é漢字", "{\"price\":\"100\",\"user\":\"a\\\"b\"}",
    ]
    static let ends = ["10.0.0.1:52311", "10.0.0.2:80", "[2001:db8::2]:80", "192.168.1.7:8080", "[::1]:65535"]
    static let rules = ["rfc6455-5.1-unmasked-client-frame", "rfc6455-5.5-oversized-control", "wscope-made-up"]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }

    private mutating func pick<Value>(_ values: [Value]) throws -> Value {
        try #require(values.randomElement(using: &random))
    }

    /// Events of all kinds.
    mutating func fill(_ batch: inout TrafficBatch, messages: Int) throws {
        for connection in 1...5 {
            batch.restore(
                Trial.opening(
                    connection, client: try pick(Self.ends), server: try pick(Self.ends),
                    hasHandshake: connection != 3, isSecured: connection == 2))
        }
        for _ in 0..<messages {
            try add(messageOf: roll(6) + 1, to: &batch)
            if roll(8) == 0 { try add(findingOf: roll(6) + 1, message: nil, to: &batch) }
        }
        for connection in 1...4 { batch.restore(Trial.closing(connection)) }
    }

    private mutating func add(findingOf connection: Int, message: Int?, to batch: inout TrafficBatch) throws {
        let (rule, severity) = (try pick(Self.rules), try pick(Severity.allCases))
        batch.restore(Trial.finding(rule, severity, connection: connection, message: message))
    }

    private mutating func add(messageOf connection: Int, to batch: inout TrafficBatch) throws {
        let number = (numbers[connection] ?? 0) + 1
        numbers[connection] = number
        var payload = Array(try pick(Self.texts).utf8)
        let opcode = Opcode(rawValue: try pick([1, 1, 1, 1, 2, 8, 9, 10, 3]))
        if opcode == .close {
            payload = try pick([[], [3], [0x03, 0xe8], [0x0f, 0xa0] + Array("bye".utf8), [3, 9, 0xff]])
        }
        var message = Trial.message(payload, connection: connection, number: number) { $0.opcode = opcode }.0
        message.time = Timestamp(nanoseconds: Int64(1_732_305_600_000_000_000 + roll(5) * 500_000_000))
        message.from = roll(2) == 0 ? .fromClient : .fromServer
        message.isCompressed = roll(3) == 0
        message.frames = roll(3) + 1
        if roll(4) == 0 { message.length = try pick([nil, .max, UInt64(Int64.max), UInt64(Int64.max) + 1, 1_000]) }
        message.wireLength = try pick([0, 17, 1 << 40, .max, UInt64(Int64.max) + 1])
        if opcode == .pong, roll(2) == 0 {
            message.answer = PingAnswer(ping: 1, roundTrip: Int64(roll(40) - 3) * 1_000_000)
        }
        if roll(5) == 0 {
            message.trouble = Message.Trouble()
            message.trouble?.missing = UInt64(roll(2))
            message.trouble?.doubt = Doubt(rawValue: UInt8(roll(16)))
        }
        for frame in 1...message.frames {
            let header = FrameHeader(
                first: UInt8(roll(256)), second: UInt8(roll(2) * 128 + roll(126)), length: UInt64(roll(100)),
                key: 0x37fa_213d)
            let seen = FrameHeader(
                first: header.first, second: header.second, length: UInt64(header.second & 0x7f), key: 0x37fa_213d)
            batch.restore(Trial.frame(seen, number: frame, message: number, connection: connection))
        }
        batch.restore(message, payload: payload.span.bytes)
        for _ in 0..<max(0, roll(6) - 3) { try add(findingOf: connection, message: number, to: &batch) }
    }
}

/// Expressions made up from a seed, of every field and operator.
struct SampleFilters {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[roll(values.count)]
    }

    /// An expression.
    mutating func next(depth: Int = 3) -> String {
        switch roll(depth > 0 ? 7 : 2) {
        case 0, 1: return condition()
        case 2: return pick(["not ", "!", "NOT "]) + "(" + next(depth: depth - 1) + ")"
        case 3, 4:
            return (0..<2 + roll(3)).map { _ in next(depth: depth - 1) }.joined(
                separator: pick([" and ", "&&", " AND "]))
        case 5: return (0..<2 + roll(3)).map { _ in next(depth: depth - 1) }.joined(separator: pick([" or ", "||"]))
        default: return "(" + next(depth: depth - 1) + ")"
        }
    }

    private mutating func condition() -> String {
        let field = pick(Field.all)
        var name = pick([field.name] + field.aliases)
        switch field.argument {
        case .none: break
        case .header: name += pick([".x-tag", ".User-Agent", ".none", ".\"a b\""])
        case .path:
            name += pick([
                ".price", ".user.id", ".user", ".items[0].price", ".items[*].price", "..price", "..[1]", "[0]", "",
                ".none", ".\"a b\".c", ".\"\\x00\"", ".type", ".ok",
            ])
        }
        let operation = pick(field.kind.operators + [""])
        switch operation {
        case "": return name
        case "in":
            let values = (0..<1 + roll(3)).map { _ in value(field) }
            return "\(name) in {" + values.joined(separator: pick([",", ", "])) + "}"
        case "matches":
            return
                "\(name) \(pick(["matches", "~"])) \(pick(["\"^h.*o\"", "\"\\\\d+\"", "\"é\"", "\"\"", "\"a\\\"b\""]))"
        case "contains": return "\(name) contains \(text())"
        default:
            let isOrdering = operation.first == "<" || operation.first == ">"
            return "\(name) \(operation) \(isOrdering ? ordered(field) : value(field))"
        }
    }

    private mutating func text() -> String {
        pick([
            "\"hello\"", "\"\"", "\"e\"", "\"\\xff\"", "\"a\\\"b\\\\\"", "\"é\"", "\"\\x00\\n\\t\"", "\"rfc6455\"",
            "\"capture\"",
        ])
    }

    private mutating func ordered(_ field: Field) -> String {
        switch field.kind {
        case .opcode: pick(["0x8", "1", "9"])
        case .json: pick(["100", "-1.5", "1e3", "\"ping\"", "2k"])
        default: value(field)
        }
    }

    private mutating func value(_ field: Field) -> String {
        switch field.kind {
        case .number: pick(["0", "1", "2", "80", "1000", "101", "4000", "1.5", "-1", "52311"])
        case .size:
            pick(["0", "5", "1k", "17", "1Ki", "9223372036854775807", "9223372036854775808", "18446744073709551615"])
        case .duration: pick(["0", "12ms", "0.5", "500000us", "1m", "-0.003", "1.5s", "7ns"])
        case .moment:
            pick([
                "1732305600", "1732305600.5", "\"2024-11-22 20:00:01\"", "\"2024-11-22T20:00:00.5Z\"", "0",
                "99999999999",
            ])
        case .flag: pick(["true", "false", "1", "0"])
        case .text:
            pick([
                text(), "chat", "\"/chat?room=1\"", "example.com:8080", "capture", "wscope-made-up", "\"hello\"",
                "\"bye\"",
                "rfc6455-5.1-unmasked-client-frame",
            ])
        case .bytes: pick([text(), "0x68656c6c6f", "68:65", "\"hello\""])
        case .address: pick(["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32", "0.0.0.0/0", "192.168.1.7"])
        case .endpoint:
            pick(["10.0.0.1", "10.0.0.1:52311", "[::1]:65535", "10.0.0.0/8", "2001:db8::2", "[2001:db8::2]:80"])
        case .side: pick(["client", "server", "\"client\""])
        case .opcode: pick(["text", "binary", "close", "ping", "pong", "continuation", "0x3", "1", "0xa"])
        case .severity: pick(["note", "warning", "error"])
        case .doubt: pick(["resynchronised", "context-lost", "inferred-deflate", "not-inflated"])
        case .mask: pick(["37fa213d", "00:00:00:00", "\"37fa213d\""])
        case .json:
            pick(["100", "17", "120.5", "1e300", "-0", "true", "false", "null", "\"ping\"", "\"a\\\"b\"", "1M"])
        }
    }
}
