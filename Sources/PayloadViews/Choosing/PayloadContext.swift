/// The language that a connection has agreed on for its messages.
package enum Dialect: Sendable, Hashable {
    case mqtt, socketIO, graphQL, stomp, jsonRPC, ocpp, wamp, json, messagePack, cbor

    /// The language that a subprotocol's name (RFC 6455 section 1.9) or, where that says nothing, the path and query
    /// of the handshake's request stand for; nil where they say nothing known.
    package init?(subprotocol: String?, target: String?) {
        switch subprotocol?.lowercased() ?? "" {
        case "mqtt", "mqttv3.1", "mqttv3.1.1", "mqttv5", "mqttv5.0": self = .mqtt
        case "graphql-ws", "graphql-transport-ws": self = .graphQL
        case "stomp", "v10.stomp", "v11.stomp", "v12.stomp": self = .stomp
        case "json-rpc", "jsonrpc", "json-rpc-2.0", "jsonrpc2", "jsonrpc-2.0": self = .jsonRPC
        case "ocpp1.2", "ocpp1.5", "ocpp1.6", "ocpp2.0", "ocpp2.0.1", "ocpp2.1": self = .ocpp
        case "wamp", "wamp.2.json": self = .wamp
        case "json": self = .json
        case "msgpack", "wamp.2.msgpack": self = .messagePack
        case "cbor", "wamp.2.cbor": self = .cbor
        default:
            guard let query = target?.split(separator: "?", maxSplits: 1).dropFirst().first,
                query.split(separator: "&").contains(where: { $0.hasPrefix("EIO=") })
            else { return nil }
            self = .socketIO
        }
    }
}

/// What is known of a connection that helps to read its messages. It stays small, however long the connection lasts.
package struct PayloadContext: Sendable, Hashable {
    /// The language agreed on.
    package let dialect: Dialect?
    /// The version of MQTT that the client asked for: 3, 4 (3.1.1) or 5.
    package private(set) var mqttLevel: UInt8?

    /// What a handshake says: the agreed subprotocol, and the path and query that were asked for.
    package init(subprotocol: String? = nil, target: String? = nil) {
        dialect = Dialect(subprotocol: subprotocol, target: target)
    }

    /// Learns from a message what later ones have to be read by.
    package mutating func learn(from bytes: RawSpan, _ kind: PayloadFacts.Kind) {
        guard kind == .binary, bytes.byte(0) == 0x10, let level = MQTTReader.levelAsked(in: bytes) else { return }
        mqttLevel = level
    }
}

/// What is known of a payload before it is looked at.
package struct PayloadFacts: Sendable, Hashable {
    /// What the frame's opcode says of it.
    package enum Kind: Sendable, Hashable {
        case text, binary, other
    }

    /// What the frame's opcode says of it.
    package var kind: Kind
    /// What is known of the connection.
    package var context: PayloadContext
    /// Whether all of it is there; not where its end was capped or lost, or bytes are missing inside.
    package var isWhole: Bool

    /// The facts of a payload.
    package init(kind: Kind, context: PayloadContext = PayloadContext(), isWhole: Bool = true) {
        self.kind = kind
        self.context = context
        self.isWhole = isWhole
    }
}
