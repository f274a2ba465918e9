import ByteStreams
import WebSocketWire

/// A client whose handshakes are refused: without credentials, with a protocol version of the past, from a place that
/// is not allowed.
struct UnwelcomeGuest: Peer {
    private var caller: Caller
    private var visits = 0

    init(_ caller: Caller) {
        self.caller = caller
    }

    mutating func write(_ scene: inout Scene) {
        let visit = caller.visit()
        let turn = visits % 4
        visits += 1
        scene.ask(visit, port: caller.port(), version: turn == 2 ? 8 : 13)
        scene.wait(28)
        scene.add(.fromServer, .bytes(Self.refusal(of: visit, turn)))
        scene.wait(1)
        scene.hangUp()
        scene.wait(visits < 5 ? 14_000 : 45_000)
    }

    /// 401 twice as often as the others.
    private static func refusal(of visit: Visit, _ turn: Int) -> [UInt8] {
        switch turn {
        case 1:
            visit.refusal(403, "Forbidden", body: "{\"error\":\"origin not allowed\"}")
        case 2:
            visit.refusal(
                426, "Upgrade Required", headers: ["Upgrade: websocket", "Sec-WebSocket-Version: 13"],
                body: "{\"error\":\"protocol version 8 is not supported\"}")
        default:
            visit.refusal(
                401, "Unauthorized", headers: ["WWW-Authenticate: Bearer realm=\"admin\""],
                body: "{\"error\":\"token expired\"}")
        }
    }
}
