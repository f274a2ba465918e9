/// The names that MQTT 3.1.1 and 5 give to numbers.
enum MQTTNames {
    private static let types: [StaticString] = [
        "CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP", "SUBSCRIBE", "SUBACK", "UNSUBSCRIBE",
        "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT", "AUTH",
    ]

    /// The name of a packet's type, from 1 to 15.
    static func type(_ type: UInt8) -> StaticString {
        types.indices.contains(Int(type) - 1) ? types[Int(type) - 1] : "packet of type 0"
    }

    /// What a version is called.
    static func version(_ level: UInt8) -> String {
        switch level {
        case 3: "3.1"
        case 4: "3.1.1"
        case 5: "5"
        default: "of level \(level)"
        }
    }

    /// What the codes of a CONNACK mean in MQTT 3.1.1 (section 3.2.2.3).
    static func returnCode(_ code: UInt8) -> StaticString? {
        switch code {
        case 0: "Connection accepted"
        case 1: "Unacceptable protocol version"
        case 2: "Identifier rejected"
        case 3: "Server unavailable"
        case 4: "Bad user name or password"
        case 5: "Not authorized"
        default: nil
        }
    }

    /// What a reason code means in MQTT 5 (section 2.4), in a packet of this type.
    static func reason(_ code: UInt8, in type: UInt8) -> StaticString? {
        switch code {
        case 0x00:
            switch type {
            case 14: "Normal disconnection"
            case 9: "Granted QoS 0"
            default: "Success"
            }
        case 0x01: "Granted QoS 1"
        case 0x02: "Granted QoS 2"
        case 0x04: "Disconnect with Will Message"
        case 0x10: "No matching subscribers"
        case 0x11: "No subscription existed"
        case 0x18: "Continue authentication"
        case 0x19: "Re-authenticate"
        default: failures[code]
        }
    }

    private static let failures: [UInt8: StaticString] = [
        0x80: "Unspecified error", 0x81: "Malformed Packet", 0x82: "Protocol Error",
        0x83: "Implementation specific error", 0x84: "Unsupported Protocol Version",
        0x85: "Client Identifier not valid", 0x86: "Bad User Name or Password", 0x87: "Not authorized",
        0x88: "Server unavailable", 0x89: "Server busy", 0x8a: "Banned", 0x8b: "Server shutting down",
        0x8c: "Bad authentication method", 0x8d: "Keep Alive timeout", 0x8e: "Session taken over",
        0x8f: "Topic Filter invalid", 0x90: "Topic Name invalid", 0x91: "Packet Identifier in use",
        0x92: "Packet Identifier not found", 0x93: "Receive Maximum exceeded", 0x94: "Topic Alias invalid",
        0x95: "Packet too large", 0x96: "Message rate too high", 0x97: "Quota exceeded",
        0x98: "Administrative action", 0x99: "Payload format invalid", 0x9a: "Retain not supported",
        0x9b: "QoS not supported", 0x9c: "Use another server", 0x9d: "Server moved",
        0x9e: "Shared Subscriptions not supported", 0x9f: "Connection rate exceeded", 0xa0: "Maximum connect time",
        0xa1: "Subscription Identifiers not supported", 0xa2: "Wildcard Subscriptions not supported",
    ]
}
