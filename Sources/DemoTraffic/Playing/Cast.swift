import ByteStreams
import WebSocketWire

/// Who takes part in the demonstration. Addresses are those of RFC 5737 and RFC 3849, names those of RFC 2606.
enum Cast {
    /// A peer and when it comes on, in milliseconds.
    struct Role: Sendable {
        let peer: any Peer
        let entrance: Int64
    }

    /// All of them; each has a sequence of chance of its own.
    static func all(_ chance: Chance) -> [Role] {
        let rooms = chance.branch(900)
        let chatters = ChatRoom.people.indices.map { person in
            Role(
                peer: ChatRoom(
                    Caller(visitor: browser(10 + person), site: lobby, chance: chance.branch(person)),
                    person: person, talk: Talk(people: ChatRoom.people.count, rooms)), entrance: 300)
        }
        let typists = PlainChat.people.indices.map { person in
            Role(
                peer: PlainChat(
                    Caller(visitor: browser(20 + person), site: tavern(person), chance: chance.branch(10 + person)),
                    person: person, talk: Talk(people: PlainChat.people.count, rooms.branch(1))), entrance: 700)
        }
        func caller(_ number: Int, _ visitor: Visitor, _ site: Site) -> Caller {
            Caller(visitor: visitor, site: site, chance: chance.branch(number))
        }
        let python = Visitor.Program.script(agent: "Python/3.13 websockets/14.1")
        let node = Visitor.Program.script(agent: "node-ws/8.18.0")
        let device = Visitor.Program.script(agent: "arduino-WebSocket-Client")
        return chatters + typists + [
            Role(peer: Ticker(caller(20, browser(31), quotes)), entrance: 0),
            Role(peer: GraphQLSubscriber(caller(21, browser(32), shop)), entrance: 900),
            Role(peer: MQTTSensor(caller(22, script(61, device), broker), name: "hall"), entrance: 1_100),
            Role(peer: MQTTSensor(caller(23, script(62, device), broker), name: "roof"), entrance: 1_900),
            Role(peer: RPCCaller(caller(24, script(41, node), ledger)), entrance: 1_400),
            Role(peer: Uploader(caller(25, browser(33), files)), entrance: 2_000),
            Role(peer: SteadyPulse(caller(26, script(51, python), edge)), entrance: 500),
            Role(peer: FailingPulse(caller(27, script(52, python), fleet)), entrance: 600),
            Role(peer: Notifier(caller(28, sixth, notices)), entrance: 1_700),
            Role(peer: FlakyClient(caller(29, script(53, node), jobs)), entrance: 2_600),
            Role(peer: UnwelcomeGuest(caller(30, script(42, python), admin)), entrance: 4_000),
            Role(peer: Lawbreaker(caller(31, script(63, device), gateway)), entrance: 3_000),
        ]
    }

    private static func browser(_ host: Int) -> Visitor {
        Visitor(
            address: IPAddress(v4: 0xc000_0200 | UInt32(truncatingIfNeeded: host)),
            program: host.isMultiple(of: 2) ? .chrome : .firefox,
            headers: [("Cookie", "session=demo-\(host); theme=dark")])
    }

    private static func script(_ host: Int, _ program: Visitor.Program) -> Visitor {
        Visitor(address: IPAddress(v4: 0xc633_6400 | UInt32(truncatingIfNeeded: host)), program: program)
    }

    private static let sixth = Visitor(
        address: IPAddress(v6: 0x2001_0db8_0000_0001, 0x51a2), program: .chrome)

    private static func server(_ host: Int) -> IPAddress {
        IPAddress(v4: 0xcb00_7100 | UInt32(truncatingIfNeeded: host))
    }

    private static let lobby = Site(
        host: "chat.example.com", address: server(10), port: 443, path: "/socket.io/?EIO=4&transport=websocket")
    private static func tavern(_ person: Int) -> Site {
        Site(
            host: "tavern.example.org", address: server(11), port: 80, path: "/lines", software: "Caddy",
            subprotocols: person == 1 ? ["lines.v2", "lines.v1"] : [])
    }
    private static let quotes = Site(
        host: "quotes.example.com", address: server(20), port: 443, path: "/ticker", deflate: DeflateParameters())
    private static let shop = Site(
        host: "shop.example.net", address: server(21), port: 443, path: "/graphql",
        subprotocols: ["graphql-transport-ws"])
    private static let broker = Site(
        host: "broker.example.org", address: server(22), port: 8083, path: "/mqtt", software: "mosquitto",
        subprotocols: ["mqtt"])
    private static let ledger = Site(
        host: "ledger.example.net", address: server(23), port: 8546, path: "/", software: "ledgerd/2.4",
        deflate: DeflateParameters(
            serverNoContextTakeover: true, clientNoContextTakeover: true, clientMaxWindowBits: 12))
    private static let files = Site(
        host: "files.example.com", address: server(24), port: 443, path: "/upload")
    private static let edge = Site(
        host: "edge.example.net", address: server(25), port: 8080, path: "/agent",
        software: "Python/3.13 websockets/14.1")
    private static let fleet = Site(
        host: "fleet.example.com", address: server(26), port: 443, path: "/vehicles/17")
    private static let notices = Site(
        host: "notify.example.com", address: IPAddress(v6: 0x2001_0db8_0000_00aa, 0x10), port: 443, path: "/v1/events")
    private static let jobs = Site(
        host: "jobs.example.net", address: server(27), port: 9000, path: "/worker", software: "uvicorn")
    private static let admin = Site(
        host: "admin.example.com", address: server(28), port: 443, path: "/console")
    private static let gateway = Site(
        host: "legacy-gateway.example.org", address: server(29), port: 8081, path: "/serial", software: "gw/0.9")
}
