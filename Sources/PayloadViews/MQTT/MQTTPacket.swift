/// A control packet of MQTT 3.1.1 or 5, as far as it is there.
struct MQTTPacket {
    /// Its type, from 1 to 15.
    let type: UInt8
    /// The four bits beside the type.
    let flags: UInt8
    /// Its places, as far as they are there.
    let range: Range<Int>
    /// Bytes that its header says follow it.
    let length: Int
    /// How many bytes of it are missing at the end.
    let missing: Int

    /// Whether what is there breaks the specification.
    var isBroken = false
    /// The version that it is read by: 3, 4 or 5.
    var level: UInt8 = 4
    /// Whether the version is a guess.
    var isLevelGuessed = false
    /// What CONNECT says of the protocol: its name, the flags and the seconds to stay alive.
    var protocolName: Range<Int>?
    var connectFlags: UInt8?
    var keepAlive: UInt64?
    var clientID: Range<Int>?
    var willProperties: Range<Int>?
    var willTopic: Range<Int>?
    var willPayload: Range<Int>?
    var userName: Range<Int>?
    var password: Range<Int>?
    /// Whether CONNACK speaks of a session that goes on.
    var isSessionPresent = false
    /// The topic of PUBLISH.
    var topic: Range<Int>?
    /// The packet's identifier.
    var identifier: UInt64?
    /// The reason or return code.
    var reason: UInt8?
    /// MQTT 5's properties, without their length.
    var properties: Range<Int>?
    /// Topic filters, or the codes that answer them.
    var entries: Range<Int>?
    /// The payload of PUBLISH.
    var payload: Range<Int>?

    /// Whether bytes of it are missing at the end.
    var isCut: Bool { missing > 0 }
    /// The quality of service of PUBLISH.
    var qualityOfService: UInt8 { flags >> 1 & 3 }
    /// Whether PUBLISH repeats an earlier one.
    var isDuplicate: Bool { flags & 8 != 0 }
    /// Whether the server keeps the message of PUBLISH.
    var isRetained: Bool { flags & 1 != 0 }

    /// Whether the flags are such as the specification wants them (section 2.1.3).
    var hasSoundFlags: Bool {
        switch type {
        case 3: qualityOfService < 3
        case 6, 8, 10: flags == 2
        default: flags == 0
        }
    }

    /// A packet by its header.
    init(type: UInt8, flags: UInt8, range: Range<Int>, length: Int, missing: Int) {
        self.type = type
        self.flags = flags
        self.range = range
        self.length = length
        self.missing = missing
    }
}
