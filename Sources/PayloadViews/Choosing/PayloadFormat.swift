import JSONText

/// What a payload can be taken for, the more special before the more general.
package enum PayloadFormat: String, Sendable, Hashable, CaseIterable {
    case mqtt, socketIO = "socket.io", graphQL = "graphql", stomp, jsonRPC = "json-rpc", signalR = "signalr"
    case signalRPack = "signalr-messagepack"
    case ocpp, wamp, json, messagePack = "messagepack", cbor, protobuf, text, hex

    /// Whether it says more of a payload than that it is text, JSON or bytes.
    package var isSpecial: Bool {
        switch self {
        case .json, .text, .hex: false
        default: true
        }
    }

    /// The name that people give it.
    package var title: String {
        switch self {
        case .mqtt: "MQTT"
        case .socketIO: "Socket.IO"
        case .graphQL: "GraphQL"
        case .stomp: "STOMP"
        case .jsonRPC: "JSON-RPC"
        case .signalR: "SignalR"
        case .signalRPack: "SignalR in MessagePack"
        case .ocpp: "OCPP"
        case .wamp: "WAMP"
        case .json: "JSON"
        case .messagePack: "MessagePack"
        case .cbor: "CBOR"
        case .protobuf: "Protobuf"
        case .text: "Text"
        case .hex: "Hex"
        }
    }

    /// Says what a payload is in this format, where it is of it.
    func summarise(
        _ bytes: RawSpan, _ outline: JSONOutline?, _ facts: PayloadFacts, _ text: inout TextLine
    ) -> Recognition? {
        switch self {
        case .mqtt: MQTT.summarise(bytes, facts, &text)
        case .socketIO: SocketIO.summarise(bytes, facts, &text)
        case .graphQL: outline.flatMap { GraphQL.summarise($0, bytes, facts, &text) }
        case .stomp: STOMP.summarise(bytes, facts, &text)
        case .jsonRPC: outline.flatMap { JSONRPC.summarise($0, bytes, facts, &text) }
        case .signalR: outline.flatMap { SignalR.summarise($0, bytes, facts, &text) }
        case .signalRPack: SignalRPack.summarise(bytes, facts, &text)
        case .ocpp: outline.flatMap { ArrayCalls.ocpp($0, bytes, facts, &text) }
        case .wamp: outline.flatMap { ArrayCalls.wamp($0, bytes, facts, &text) }
        case .json:
            outline.map { JSONPayload.summarise($0, bytes, facts, &text) }
                ?? JSONPayload.summarise(scalar: bytes, facts, &text)
        case .messagePack: Packed.summarise(.messagePack, bytes, facts, &text)
        case .cbor: Packed.summarise(.cbor, bytes, facts, &text)
        case .protobuf: Protobuf.summarise(bytes, facts, &text)
        case .text: TextPayload.summarise(bytes, facts, &text)
        case .hex: HexPayload.summarise(bytes, facts, &text)
        }
    }

    /// Draws a payload in this format.
    func draw(_ bytes: RawSpan, _ facts: PayloadFacts, _ lines: inout LineWriter) {
        switch self {
        case .mqtt: MQTTLines.draw(bytes, facts, &lines)
        case .socketIO: SocketIO.draw(bytes, facts, &lines)
        case .stomp: STOMP.draw(bytes, facts, &lines)
        case .signalR: SignalR.draw(bytes, facts, &lines)
        case .signalRPack: SignalRPack.draw(bytes, facts, &lines)
        case .graphQL, .jsonRPC, .ocpp, .wamp, .json: JSONLines.draw(bytes, isWhole: facts.isWhole, &lines)
        case .messagePack: Packed.draw(.messagePack, bytes, facts, &lines)
        case .cbor: Packed.draw(.cbor, bytes, facts, &lines)
        case .protobuf: Protobuf.draw(bytes, facts, &lines)
        case .text: TextPayload.draw(bytes, &lines)
        case .hex: HexPayload.draw(bytes, &lines)
        }
    }

    /// The format of a language that a connection agreed on.
    static func of(_ dialect: Dialect) -> PayloadFormat {
        switch dialect {
        case .mqtt: .mqtt
        case .socketIO: .socketIO
        case .graphQL: .graphQL
        case .stomp: .stomp
        case .jsonRPC: .jsonRPC
        case .ocpp: .ocpp
        case .wamp: .wamp
        case .json: .json
        case .messagePack: .messagePack
        case .cbor: .cbor
        }
    }
}
