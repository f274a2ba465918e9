import Testing

@testable import PayloadViews

struct PayloadContextTests {
    static let names: [(String?, String?, Dialect?)] = [
        ("mqtt", nil, .mqtt), ("MQTTv3.1", nil, .mqtt), ("graphql-ws", nil, .graphQL),
        ("graphql-transport-ws", nil, .graphQL), ("v10.stomp", nil, .stomp), ("v11.stomp", nil, .stomp),
        ("v12.stomp", nil, .stomp), ("json-rpc", nil, .jsonRPC), ("ocpp1.6", nil, .ocpp), ("ocpp2.0.1", nil, .ocpp),
        ("wamp.2.json", nil, .wamp), ("wamp.2.msgpack", nil, .messagePack), ("cbor", nil, .cbor), ("json", nil, .json),
        (nil, nil, nil), ("", nil, nil), ("chat", "/chat", nil), ("mqttx", nil, nil),
        (nil, "/socket.io/?EIO=4&transport=websocket", .socketIO), (nil, "/x?a=1&EIO=3", .socketIO),
        (nil, "/EIO=4", nil), (nil, "/x?xEIO=4", nil), (nil, "?", nil), ("mqtt", "/?EIO=4", .mqtt),
    ]

    @Test(arguments: names.indices)
    func `a name or an address stands for a language`(_ index: Int) {
        let (subprotocol, target, dialect) = Self.names[index]
        #expect(PayloadContext(subprotocol: subprotocol, target: target).dialect == dialect)
    }

    @Test(
        arguments: [
            (0, .binary, 4), (1, .binary, 3), (2, .binary, 5), (0, .text, nil), (3, .binary, nil), (21, .binary, nil),
        ] as [(Int, PayloadFacts.Kind, UInt8?)])
    func `a CONNECT packet says which version is spoken`(_ index: Int, _ kind: PayloadFacts.Kind, _ level: UInt8?) {
        let bytes = Sample.mqtt[index].bytes
        var context = PayloadContext()
        context.learn(from: bytes.span.bytes, kind)
        #expect(context.mqttLevel == level)
    }

    @Test func `what is no CONNECT packet teaches nothing, and what was learnt stays`() {
        var context = PayloadContext()
        let connect = Sample.mqtt[2].bytes
        context.learn(from: connect.span.bytes, .binary)
        for bytes in [[], [0x10], [0x10, 0x02, 0x00, 0x04], Sample.wire("10 08 00 06 'MQIsdq'")] as [[UInt8]] {
            context.learn(from: bytes.span.bytes, .binary)
            #expect(context.mqttLevel == 5)
        }
    }
}
