@testable import PayloadViews

extension Sample {
    static let mqtt: [Sample] = [
        Sample(
            wire("10 10 00 04 'MQTT' 04 02 00 3c 00 04 'test'"), .mqtt, .likely, #"MQTT CONNECT 3.1.1 client "test""#),
        Sample(
            wire("10 12 00 06 'MQIsdp' 03 02 00 3c 00 04 'test'"), .mqtt, .likely, #"MQTT CONNECT 3.1 client "test""#),
        Sample(
            wire(
                "10 26 00 04 'MQTT' 05 ce 00 0a 05 11 00 00 00 78 00 01 'c' 02 01 01 00 02 'w/' 00 03 'bye' 00 01 'u' 00 02 'pw'"
            ),
            .mqtt, .likely, #"MQTT CONNECT 5 client "c" user "u" will w/"#),
        Sample(
            wire("20 02 01 00"), subprotocol: "mqtt", .mqtt, .certain,
            "MQTT CONNACK session present 0x00 Connection accepted"),
        Sample(wire("20 02 00 05"), subprotocol: "mqtt", .mqtt, .certain, "MQTT CONNACK 0x05 Not authorized"),
        Sample(
            wire("20 06 00 87 03 21 00 0a"), subprotocol: "mqtt", .mqtt, .certain, "MQTT CONNACK 0x87 Not authorized"),
        Sample(
            wire("33 17 00 09 'sensors/1' 00 07 '{\"t\":21.5}'"), subprotocol: "mqtt", .mqtt, .certain,
            "MQTT PUBLISH sensors/1 qos 1 id 7 retain · 10 bytes"),
        Sample(
            wire("30 07 00 03 'a/b' 'hi'"), subprotocol: "mqttv3.1", .mqtt, .certain, "MQTT PUBLISH a/b qos 0 · 2 bytes"
        ),
        Sample(
            wire("3d 08 00 01 't' 00 09 00 'ab'"), subprotocol: "mqtt", .mqtt, .certain,
            "MQTT PUBLISH t qos 2 id 9 retain dup · 2 bytes"),
        Sample(wire("30 04 00 01 't' 'x'"), .mqtt, .possible, "MQTT PUBLISH t qos 0 · 1 byte"),
        Sample(wire("40 02 00 07"), subprotocol: "mqtt", .mqtt, .certain, "MQTT PUBACK id 7"),
        Sample(
            wire("40 04 00 07 10 00"), subprotocol: "mqtt", .mqtt, .certain,
            "MQTT PUBACK id 7 0x10 No matching subscribers"),
        Sample(wire("50 02 00 07"), subprotocol: "mqtt", .mqtt, .certain, "MQTT PUBREC id 7"),
        Sample(wire("62 02 00 07"), subprotocol: "mqtt", .mqtt, .certain, "MQTT PUBREL id 7"),
        Sample(
            wire("70 03 00 07 92"), subprotocol: "mqtt", .mqtt, .certain,
            "MQTT PUBCOMP id 7 0x92 Packet Identifier not found"),
        Sample(
            wire("82 0e 00 01 00 03 'a/+' 01 00 03 'b/#' 02"), subprotocol: "mqtt", .mqtt, .certain,
            "MQTT SUBSCRIBE id 1 a/+ qos 1, b/# qos 2"),
        Sample(
            wire("82 0b 00 01 02 0b 05 00 03 'a/b' 2d"), subprotocol: "mqtt", .mqtt, .certain,
            "MQTT SUBSCRIBE id 1 a/b qos 1"),
        Sample(
            wire("90 05 00 01 01 80 02"), subprotocol: "mqtt", .mqtt, .certain,
            "MQTT SUBACK id 1 0x01 Granted QoS 1, 0x80 Failure, 0x02 Granted QoS 2"),
        Sample(wire("a2 07 00 02 00 03 'a/b'"), subprotocol: "mqtt", .mqtt, .certain, "MQTT UNSUBSCRIBE id 2 a/b"),
        Sample(wire("b0 02 00 02"), subprotocol: "mqtt", .mqtt, .certain, "MQTT UNSUBACK id 2"),
        Sample(wire("b0 04 00 02 00 11"), subprotocol: "mqtt", .mqtt, .certain, "MQTT UNSUBACK id 2"),
        Sample(wire("c0 00"), subprotocol: "mqtt", .mqtt, .certain, "MQTT PINGREQ"),
        Sample(wire("c0 00"), .mqtt, .possible, "MQTT PINGREQ"),
        Sample(wire("d0 00 c0 00 e0 00"), subprotocol: "mqtt", .mqtt, .certain, "MQTT PINGRESP + 2 more"),
        Sample(wire("e0 00"), subprotocol: "mqtt", .mqtt, .certain, "MQTT DISCONNECT"),
        Sample(wire("e0 01 8e"), subprotocol: "mqtt", .mqtt, .certain, "MQTT DISCONNECT 0x8e Session taken over"),
        Sample(
            wire("f0 08 18 06 15 00 03 'GSS'"), subprotocol: "mqtt", .mqtt, .certain,
            "MQTT AUTH 0x18 Continue authentication"),
    ]

    static let socketIO: [Sample] = [
        Sample(
            #"0{"sid":"x","upgrades":[],"pingInterval":25000}"#, .socketIO, .likely,
            #"Engine.IO open {"sid":"x","upgrades":[],"pingInterval":25000}"#),
        Sample("2probe", .socketIO, .likely, "Engine.IO ping probe"),
        Sample("3probe", .socketIO, .likely, "Engine.IO pong probe"),
        Sample("2", .socketIO, .possible, "Engine.IO ping"),
        Sample("3", target: "/socket.io/?EIO=4&transport=websocket", .socketIO, .certain, "Engine.IO pong"),
        Sample("5", target: "/socket.io/?transport=websocket&EIO=3", .socketIO, .certain, "Engine.IO upgrade"),
        Sample("40", target: "/x?EIO=4", .socketIO, .certain, "Socket.IO CONNECT"),
        Sample(#"40/admin,{"token":"1"}"#, .socketIO, .likely, "Socket.IO CONNECT /admin"),
        Sample("41/admin,", .socketIO, .likely, "Socket.IO DISCONNECT /admin"),
        Sample(#"42["message",{"a":1}]"#, .socketIO, .likely, #"Socket.IO EVENT "message""#),
        Sample(#"42/chat,3["message","hi"]"#, .socketIO, .likely, #"Socket.IO EVENT /chat "message" ack 3"#),
        Sample("43/chat,3[]", .socketIO, .likely, "Socket.IO ACK /chat ack 3"),
        Sample(#"44{"message":"Not authorized"}"#, .socketIO, .likely, #"Socket.IO ERROR "Not authorized""#),
        Sample(
            #"452-/chat,["file",{"_placeholder":true,"num":0}]"#, .socketIO, .likely,
            #"Socket.IO BINARY_EVENT /chat "file" + 2 attachments"#),
        Sample(
            #"461-7[{"_placeholder":true,"num":0}]"#, .socketIO, .likely, "Socket.IO BINARY_ACK ack 7 + 1 attachment"),
    ]

    static let graphQL: [Sample] = [
        Sample(#"{"type":"connection_init","payload":{}}"#, .graphQL, .likely, "GraphQL connection_init"),
        Sample(
            #"{"type":"connection_ack"}"#, subprotocol: "graphql-transport-ws", .graphQL, .certain,
            "GraphQL connection_ack"),
        Sample(
            #"{"id":"1","type":"subscribe","payload":{"query":"query Orders { a }"}}"#, .graphQL, .likely,
            #"GraphQL subscribe id "1" query Orders"#),
        Sample(
            #"{"id":"1","type":"subscribe","payload":{"operationName":"X","query":"\n # hello\n subscription Y($a: Int) { a }"}}"#,
            .graphQL, .likely, #"GraphQL subscribe id "1" subscription X"#),
        Sample(
            #"{"id":"2","type":"start","payload":{"query":"{ a }"}}"#, subprotocol: "graphql-ws", .graphQL, .certain,
            #"GraphQL start id "2" query"#),
        Sample(#"{"id":"1","type":"next","payload":{"data":{"a":1}}}"#, .graphQL, .likely, #"GraphQL next id "1""#),
        Sample(
            #"{"id":"1","type":"next","payload":{"errors":[{"message":"no \"a\""}]}}"#, .graphQL, .likely,
            #"GraphQL next id "1" with errors "no "a"""#),
        Sample(
            #"{"id":"1","type":"error","payload":[{"message":"bad"}]}"#, .graphQL, .possible,
            #"GraphQL error id "1" "bad""#),
        Sample(
            #"{"id":"1","type":"complete"}"#, subprotocol: "graphql-transport-ws", .graphQL, .certain,
            #"GraphQL complete id "1""#),
        Sample(#"{"type":"ka"}"#, subprotocol: "graphql-ws", .graphQL, .certain, "GraphQL ka"),
        Sample(#"{"type":"ping"}"#, .graphQL, .possible, "GraphQL ping"),
    ]

    static let jsonRPC: [Sample] = [
        Sample(
            #"{"jsonrpc":"2.0","id":12,"method":"eth_call","params":[]}"#, .jsonRPC, .likely,
            "JSON-RPC → eth_call id 12"),
        Sample(
            #"{"method":"a/\u0062","params":{"jsonrpc":1},"jsonrpc":"2.0","id":"x"}"#, .jsonRPC, .likely,
            #"JSON-RPC → a/b id "x""#),
        Sample(
            #"{"jsonrpc":"2.0","method":"tick","params":[1]}"#, subprotocol: "json-rpc", .jsonRPC, .certain,
            "JSON-RPC notification tick"),
        Sample(#"{"jsonrpc":"2.0","result":{"deep":[[]]},"id":12} "#, .jsonRPC, .likely, "JSON-RPC ← result id 12"),
        Sample(
            #"{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":null}"#, .jsonRPC, .likely,
            #"JSON-RPC ← error -32601 "Method not found" id null"#),
        Sample(
            #"[{"jsonrpc":"2.0","method":"a","id":1},{"jsonrpc":"2.0","method":"b"}]"#, .jsonRPC, .likely,
            "JSON-RPC batch of 2: → a id 1 …"),
    ]

    static let stomp: [Sample] = [
        Sample("SEND\ndestination:/queue/a\n\nhello, world\u{0}", .stomp, .likely, "STOMP SEND /queue/a · 12 bytes"),
        Sample(
            "CONNECT\r\naccept-version:1.2\r\nhost:example.org\r\n\r\n\u{0}\r\n", subprotocol: "v12.stomp", .stomp,
            .certain, "STOMP CONNECT example.org"),
        Sample("CONNECTED\nversion:1.1\nheart-beat:0,0\n\n\u{0}", .stomp, .likely, "STOMP CONNECTED 1.1"),
        Sample(
            "MESSAGE\nsubscription:0\nmessage-id:7\ndestination:/topic/a\\cb\ncontent-length:3\n\na\u{0}b\u{0}", .stomp,
            .likely, "STOMP MESSAGE /topic/a:b · 3 bytes"),
        Sample(
            "SUBSCRIBE\nid:0\ndestination:/t\n\n\u{0}SUBSCRIBE\nid:1\ndestination:/u\n\n\u{0}", .stomp, .likely,
            "STOMP SUBSCRIBE /t …"),
        Sample("ERROR\nmessage:malformed\n\n\u{0}", .stomp, .likely, "STOMP ERROR malformed"),
        Sample("RECEIPT\nreceipt-id:77\n\n\u{0}", .stomp, .likely, "STOMP RECEIPT 77"),
        Sample("\n", subprotocol: "v10.stomp", .stomp, .certain, "STOMP heart-beat"),
        Sample("\r\n", .stomp, .possible, "STOMP heart-beat"),
    ]

    static let signalR: [Sample] = [
        Sample("{\"protocol\":\"json\",\"version\":1}\u{1e}", .signalR, .likely, "SignalR handshake json version 1"),
        Sample("{}\u{1e}", .signalR, .likely, "SignalR handshake accepted"),
        Sample("{\"error\":\"no\"}\u{1e}", .signalR, .likely, #"SignalR handshake error "no""#),
        Sample(
            "{\"type\":1,\"target\":\"Send\",\"arguments\":[1],\"invocationId\":\"1\"}\u{1e}", .signalR, .likely,
            #"SignalR Invocation Send id "1""#),
        Sample("{\"type\":6}\u{1e}{\"type\":6}\u{1e}", .signalR, .likely, "SignalR Ping …"),
        Sample("{\"type\":7,\"error\":\"bye\"}\u{1e}", .signalR, .likely, #"SignalR Close error "bye""#),
        Sample(
            "{\"type\":3,\"invocationId\":\"9\",\"result\":1}\u{1e}", .signalR, .likely, #"SignalR Completion id "9""#),
    ]

    static let signalRPack: [Sample] = [
        Sample(
            wire("0d 95 01 80 a1 '1' a4 'Send' 92 01 02"), .signalRPack, .likely, #"SignalR Invocation Send id "1""#),
        Sample(wire("02 91 06 02 91 06"), .signalRPack, .likely, "SignalR Ping + 1 more"),
        Sample(wire("07 95 03 80 a1 '9' 03 2a"), .signalRPack, .likely, #"SignalR Completion id "9""#),
    ]

    static let calls: [Sample] = [
        Sample(
            #"[2,"19223201","BootNotification",{"a":1}]"#, .ocpp, .likely, #"OCPP CALL BootNotification id "19223201""#),
        Sample(#"[3,"19223201",{}]"#, subprotocol: "ocpp1.6", .ocpp, .certain, #"OCPP CALLRESULT id "19223201""#),
        Sample(
            #"[4,"1","NotImplemented","no such thing",{}]"#, subprotocol: "ocpp2.0.1", .ocpp, .certain,
            #"OCPP CALLERROR NotImplemented "no such thing" id "1""#),
        Sample(
            #"[48, 7814135, {}, "com.myapp.ping"]"#, subprotocol: "wamp.2.json", .wamp, .certain,
            "WAMP CALL 7814135 com.myapp.ping"),
        Sample(#"[1, "somerealm", {}]"#, subprotocol: "wamp.2.json", .wamp, .certain, "WAMP HELLO somerealm"),
    ]

    static let json: [Sample] = [
        Sample(#"{"a":1,"b":[true,null],"c":{}}"#, .json, .likely, "JSON object of 3: a, b, c"),
        Sample(#"[1,"x",{"y":2},[]]"#, .json, .likely, #"JSON array of 4: 1, "x", {…}, […]"#),
        Sample(#"{"a":1}x"#, .json, .possible, "JSON object of 1: a"),
        Sample("-12.50e+3", .json, .possible, "JSON -12.50e+3"),
        Sample(wire("'{\"k\":1}'"), .json, .likely, "JSON object of 1: k"),
    ]

    static let packed: [Sample] = [
        Sample(
            wire("82 a7 'compact' c3 a6 'schema' 00"), .messagePack, .likely, "MessagePack map of 2: compact, schema"),
        Sample(wire("93 01 ff a3 'abc'"), .messagePack, .likely, "MessagePack array of 3: 1 …"),
        Sample(wire("c0"), .messagePack, .possible, "MessagePack null"),
        Sample(wire("da 00 02 'hi'"), subprotocol: "msgpack", .messagePack, .certain, #"MessagePack "hi""#),
        Sample(wire("a2 64 'name' 63 'Bob' 63 'age' 18 2a"), .cbor, .likely, "CBOR map of 2: name, age"),
        Sample(wire("bf 63 'Fun' f5 63 'Amt' 21 ff"), .cbor, .likely, "CBOR map: Fun, Amt"),
        Sample(wire("d9 d9 f7 83 01 02 03"), .cbor, .likely, "CBOR array of 3: 1 …"),
        Sample(wire("9f 01 82 02 03 9f 04 05 ff ff"), subprotocol: "cbor", .cbor, .certain, "CBOR array: 1 …"),
        Sample(wire("08 96 01"), .protobuf, .possible, "Protobuf? 1 field: 1"),
        Sample(
            wire("0a 03 'Bob' 10 2a 1a 04 0a 02 'hi' 25 00 00 80 3f"), .protobuf, .possible,
            "Protobuf? 4 fields: 1, 2, 3, 4"),
    ]

    static let plain: [Sample] = [
        Sample("hello\u{1b}[31m", .text, .likely, #""hello\x1b[31m""#),
        Sample([0, 1, 0xff], .hex, .likely, "00 01 ff"),
        Sample(
            [UInt8](repeating: 7, count: 20), .hex, .likely, "07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 … 4 more"),
        Sample(Array("readable".utf8), .text, .likely, #""readable""#),
        Sample([0xff, 0xfe], .text, .possible, "\"\u{fffd}\u{fffd}\""),
    ]

    static let all =
        mqtt + socketIO + graphQL + jsonRPC + stomp + signalR + signalRPack + calls + json + packed + plain
}
