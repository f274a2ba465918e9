extension Field {
    /// Every field of the language.
    package static let all: [Field] = [
        Field("conn", .connection, .number, .conn, aliases: ["tcp.stream"], "its number, from 1"),
        Field("client", .connection, .endpoint, .client, "the end that opened it; an address alone fits any port"),
        Field("server", .connection, .endpoint, .server, "the end that accepted it; an address alone fits any port"),
        Field("ip", .connection, .address, .ip, aliases: ["ip.addr", "ipv6.addr"], "the address of either end"),
        Field("port", .connection, .number, .port, aliases: ["tcp.port"], "the TCP port of either end"),
        Field(
            "host", .connection, .text, .host, aliases: ["http.host"], "the host asked for, with its port where said"),
        Field("path", .connection, .text, .path, aliases: ["http.request.uri"], "the path asked for, with its query"),
        Field("url", .connection, .text, .url, "the address asked for, such as ws://host/path"),
        Field("subprotocol", .connection, .text, .subprotocol, "the subprotocol agreed on"),
        Field("status", .connection, .number, .status, aliases: ["http.response.code"], "the status of the response"),
        Field("tls", .connection, .flag, .tls, "whether it is inside TLS"),
        Field("source", .connection, .text, .source, "where it was observed: capture, live, proxy or har"),
        Field(
            "header", .connection, .text, .header, argument: .header,
            "every value of a header of request and response, its name in any case"),

        Field("from", .message, .side, .from, "who sent it"),
        Field(
            "opcode", .message, .opcode, .opcode, aliases: ["websocket.opcode"],
            "what it carries, by name or 0x0 to 0xf"),
        Field("length", .message, .size, .length, "payload bytes, joined and inflated"),
        Field("wire_length", .message, .size, .wireLength, "bytes of its frames, headers included"),
        Field("frames", .message, .number, .frames, "how many frames it has"),
        Field("compressed", .message, .flag, .compressed, "whether it was sent compressed"),
        Field(
            "text", .message, .text, .text, aliases: ["websocket.payload.text"],
            "the kept text of a text message"),
        Field("payload", .message, .bytes, .payload, aliases: ["websocket.payload"], "the kept payload of any message"),
        Field(
            "code", .message, .number, .code, aliases: ["websocket.payload.close.status_code"],
            "the code of a Close message"),
        Field(
            "reason", .message, .text, .reason, aliases: ["websocket.payload.close.reason"],
            "the reason of a Close message"),
        Field("rtt", .message, .duration, .rtt, "the time between a pong and the ping it answers"),
        Field("delta", .message, .duration, .delta, "the time since the message before it on its connection"),
        Field("time", .message, .moment, .time, aliases: ["frame.time_epoch"], "when its last byte had arrived"),
        Field("seq", .message, .number, .seq, "its number on its connection, from 1"),
        Field("doubt", .message, .doubt, .doubt, "what is doubtful about it"),
        Field("websocket.payload.ping", .message, .bytes, .pingPayload, "the payload of a ping"),
        Field("websocket.payload.pong", .message, .bytes, .pongPayload, "the payload of a pong"),
        Field("ip.src", .message, .address, .senderAddress, aliases: ["ipv6.src"], "the address of its sender"),
        Field("ip.dst", .message, .address, .receiverAddress, aliases: ["ipv6.dst"], "the address of its receiver"),

        Field("fin", .frame, .flag, .fin, aliases: ["websocket.fin"], "the FIN bit"),
        Field("rsv", .frame, .number, .rsv, aliases: ["websocket.rsv"], "RSV1, RSV2 and RSV3 as 4, 2 and 1"),
        Field("masked", .frame, .flag, .masked, aliases: ["websocket.mask"], "the MASK bit"),
        Field(
            "mask", .frame, .mask, .mask, aliases: ["websocket.masking_key"],
            "the masking key, eight hexadecimal digits"),
        Field("header_length", .frame, .size, .headerLength, "bytes of the header"),
        Field(
            "frame.length", .frame, .size, .frameLength, aliases: ["websocket.payload_length"],
            "payload bytes on the wire"),

        Field(
            "json", .json, .json, .json, argument: .path,
            "a value by its path: json.user.id, json.items[0].price, json.items[*].id, json..price at any depth"),

        Field("finding", .finding, .text, .finding, "the rule, such as rfc6455-5.1-unmasked-client-frame"),
        Field("severity", .finding, .severity, .severity, "note, warning or error, in that order"),
    ]
}
