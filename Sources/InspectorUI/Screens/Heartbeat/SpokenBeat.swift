import ByteStreams
import JSONText
import PayloadViews

/// A heartbeat that the application keeps up with messages of its own: what a payload looks like, which is a guess.
enum SpokenBeat: Sendable, Hashable {
    case ping, pong

    /// Bytes of a payload beyond which it is no heartbeat.
    static let longest = 128

    /// The filter that finds all payloads that may be one, in a connection's language.
    static func filter(_ dialect: Dialect?) -> String {
        switch dialect {
        case .socketIO: #"opcode == text && length <= 6 && payload matches "^[23](probe)?$""#
        case .mqtt: "opcode == binary && length == 2"
        default: #"opcode == text && length <= \#(longest) && payload matches "p[io]ng""#
        }
    }

    /// How they are told apart, in words.
    static func words(_ dialect: Dialect?) -> String {
        switch dialect {
        case .socketIO: "Socket.IO packets 2 and 3"
        case .mqtt: "MQTT PINGREQ and PINGRESP"
        case .graphQL: "GraphQL's ping and pong"
        default: "small texts such as {\"type\":\"ping\"}"
        }
    }

    /// What a payload is, in a connection's language; nil where it is no heartbeat.
    init?(_ payload: [UInt8], _ dialect: Dialect?) {
        switch dialect {
        case .socketIO:
            guard payload.count == 1 || payload.dropFirst().elementsEqual("probe".utf8) else { return nil }
            switch payload.first {
            case UInt8(ascii: "2"): self = .ping
            case UInt8(ascii: "3"): self = .pong
            default: return nil
            }
        case .mqtt:
            switch payload {
            case [0xc0, 0]: self = .ping
            case [0xd0, 0]: self = .pong
            default: return nil
            }
        default:
            guard payload.count <= Self.longest, let beat = Self.json(payload) ?? Self.word(payload[...]) else {
                return nil
            }
            self = beat
        }
    }

    /// The members of an object that may say what it is.
    private static let names: Set<String> = ["type", "event", "op", "action", "method", "cmd", "command", "msg", "t"]

    private static func json(_ payload: [UInt8]) -> SpokenBeat? {
        let bytes = unsafe payload.span.bytes
        var reader = JSONReader()
        guard reader.next(bytes) == .token(.beginObject) else { return nil }
        var name = ""
        while case .token(let token) = reader.next(bytes) {
            switch token {
            case .name(let range, _): name = String(decoding: payload[range], as: UTF8.self).lowercased()
            case .string(let range, _):
                if reader.depth == 1, names.contains(name), let beat = word(payload[range]) { return beat }
            default: break
            }
        }
        return nil
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> SpokenBeat? {
        switch String(decoding: bytes, as: UTF8.self).lowercased() {
        case "ping": .ping
        case "pong": .pong
        default: nil
        }
    }
}
